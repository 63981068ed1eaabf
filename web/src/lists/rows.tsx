import { type LiveEvent, sortKeysOf } from '@lanzha/contract';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../api/index.ts';
import { Button, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { useLive } from '../live/index.ts';
import { paths } from '../paths.ts';
import { Cards } from './cards.tsx';
import { Foot } from './foot.tsx';
import css from './lists.module.css';
import { NotRead } from './not-read.tsx';
import { countedAtMost, pageSize, type RowsQuery } from './queries.ts';
import { type changed, columnsOf, countFilters, densityOf, type ListSearch, sortOf } from './search.ts';
import { pressed, sortInAddress, sortOfColumn } from './sorting.ts';
import { type Chosen, Table } from './table.tsx';
import { useColumns } from './use-columns.tsx';

type Props = {
  query: RowsQuery;
  search: ListSearch;
  phone: boolean;
  onSet: (change: Parameters<typeof changed>[1]) => void;
};

export const Rows = ({ query, search, phone, onSet }: Props) => {
  const { t } = useTranslation('lists');
  const navigate = useNavigate();
  const columns = useColumns();
  const [chosen, setChosen] = useState<Chosen>();
  // Nothing moves by itself: that there is news is said, and the person reads again.
  const asOf = query.data?.pages[0]?.asOf;
  const [newsAt, setNewsAt] = useState('');
  useLive(
    useCallback((event: LiveEvent) => {
      if ('at' in event) setNewsAt(event.at);
    }, []),
  );
  if (query.isPending) return <Skeleton lines={12} label={t('loading')} />;
  if (codeOf(query.error) === 'EXPIRED')
    return (
      <PageState
        icon="search"
        title={t('expired')}
        actions={
          <Button onClick={() => onSet({ handle: undefined })}>
            {t('filters.drop', { what: t('filters.personSomebody') })}
          </Button>
        }
      >
        <p>{t('expiredWhy')}</p>
      </PageState>
    );
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const rows = query.data.pages.flatMap(({ items }) => items);
  const [first] = query.data.pages;
  const narrowed = countFilters(search) > 0;
  if (rows.length === 0 && !query.hasNextPage)
    return (
      <>
        <PageState icon={narrowed ? 'search' : 'table'} title={t(narrowed ? 'empty' : 'emptyAll')}>
          <p>{t(narrowed ? 'emptyWhy' : 'emptyAllWhy')}</p>
        </PageState>
        <NotRead query={query} asOf={asOf} />
      </>
    );
  const row = rows.find(({ id }) => id === chosen?.row);
  const column = chosen === undefined ? undefined : columns[chosen.column];
  const same = row === undefined ? undefined : column?.same?.(row);
  const open = (id: string) => void navigate({ to: paths.warning, params: { id }, search: {} });
  const act = (what: 'open' | 'only' | 'copy', at: Chosen) => {
    const target = rows.find(({ id }) => id === at.row);
    if (target === undefined) return;
    if (what === 'open') open(target.id);
    const change = columns[at.column].same?.(target);
    if (what === 'only' && change !== undefined) onSet(change);
    if (what === 'copy' && 'clipboard' in navigator)
      void navigator.clipboard.writeText(columns[at.column].text(target));
  };
  const total = first?.total ?? rows.length;
  const sort = sortKeysOf(sortOf(search));
  return (
    <div className={css.body}>
      <div className={css.scroll}>
        {phone ? (
          <Cards rows={rows} columns={columns} />
        ) : (
          <Table
            columns={columnsOf(search).map((key) => columns[key])}
            rows={rows}
            sort={sort}
            density={densityOf(search)}
            chosen={chosen}
            onChoose={setChosen}
            onSort={(key, add) => {
              const by = sortOfColumn(key);
              if (by !== undefined) onSet({ sort: sortInAddress(pressed(sort, by, add)) });
            }}
            onAct={act}
          />
        )}
        {query.hasNextPage && (
          <div className={css.more}>
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('more', { count: pageSize })}
            </Button>
          </div>
        )}
      </div>
      <NotRead query={query} asOf={asOf} />
      <Foot
        cell={
          phone || row === undefined || column === undefined
            ? undefined
            : { title: column.title, value: column.text(row), mayFilter: same !== undefined }
        }
        hint={!phone}
        count={[
          total > countedAtMost ? t('countMore', { count: countedAtMost }) : t('count', { count: total }),
          ...(rows.length < total ? [t('shown', { count: rows.length })] : []),
        ].join(' · ')}
        asOf={asOf}
        stale={asOf !== undefined && newsAt > asOf}
        busy={query.isRefetching}
        onOnly={() => same !== undefined && onSet(same)}
        onOpen={() => row !== undefined && open(row.id)}
        onRefresh={() => void query.refetch()}
      />
    </div>
  );
};
