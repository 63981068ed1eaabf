import { type Link as Entry, linkKinds, linkStates, linkVerdicts } from '@lanzha/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, Checkbox, DataTable, NativeSelect, Options, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { Dialog } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { AddForm } from './add-form.tsx';
import { EntryDetail } from './entry-detail.tsx';
import { FindForm } from './find-form.tsx';
import { ImportForm } from './import-form.tsx';
import css from './links.module.css';
import { type LinksSearch, toQuery } from './search.ts';
import { useColumns } from './use-columns.tsx';

/** The known values; filters stand in the address, pages follow on demand. */
export const KnownList = ({ search }: { search: LinksSearch }) => {
  const { t } = useTranslation('links');
  const manages = useMe().acts.includes('links.manage');
  const navigate = useNavigate();
  const [open, setOpen] = useState<'add' | 'import' | 'find' | null>(null);
  const close = () => setOpen(null);
  const filter = toQuery(search);
  const query = useInfiniteQuery({
    queryKey: [['links', 'list'], filter],
    queryFn: ({ pageParam, signal }) =>
      client.links.list({ ...filter, ...(pageParam === undefined ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const narrow = (change: { [K in keyof LinksSearch]: LinksSearch[K] | undefined }) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined);
    void navigate({ to: paths.links, search: Object.fromEntries(next) as LinksSearch });
  };
  const show = ({ id }: Pick<Entry, 'id'>) => {
    close();
    narrow({ entry: id });
  };
  const columns = useColumns(show);
  const content = () => {
    if (query.isPending) return <Skeleton lines={10} label={t('loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    const rows = query.data.pages.flatMap(({ items }) => items);
    if (rows.length === 0)
      return (
        <PageState icon="search" title={t('empty')}>
          <p>{t('emptyWhy')}</p>
        </PageState>
      );
    return (
      <DataTable
        caption={t('count', { count: query.data.pages[0]?.total ?? rows.length })}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
      />
    );
  };
  return (
    <section className={css.part} aria-label={t('tabs.list')}>
      <div className={css.tools}>
        <NativeSelect
          aria-label={t('col.kind')}
          value={search.kind ?? ''}
          onChange={({ target }) => narrow({ kind: linkKinds.find((one) => one === target.value) })}
        >
          <Options none={t('filter.everyKind')} of={linkKinds} name={(one) => t(`kind.${one}`)} />
        </NativeSelect>
        <NativeSelect
          aria-label={t('col.verdict')}
          value={search.verdict ?? ''}
          onChange={({ target }) => narrow({ verdict: linkVerdicts.find((one) => one === target.value) })}
        >
          <Options none={t('filter.everyVerdict')} of={linkVerdicts} name={(one) => t(`verdict.${one}`)} />
        </NativeSelect>
        <NativeSelect
          aria-label={t('col.state')}
          value={search.state ?? 'active'}
          onChange={({ target }) =>
            narrow({
              state: target.value === 'expired' || target.value === 'lifted' ? target.value : undefined,
            })
          }
        >
          <Options of={linkStates} name={(one) => t(`state.${one}`)} />
        </NativeSelect>
        <Checkbox
          label={t('filter.objected')}
          checked={search.objected === true}
          onChange={({ target }) => narrow({ objected: target.checked ? true : undefined })}
        />
        <div className={css.acts}>
          <Button icon="search" onClick={() => setOpen('find')}>
            {t('find.open')}
          </Button>
          {manages && (
            <>
              <Button onClick={() => setOpen('import')}>{t('import.open')}</Button>
              <Button kind="primary" icon="plus" onClick={() => setOpen('add')}>
                {t('add.open')}
              </Button>
            </>
          )}
        </div>
      </div>
      {content()}
      {query.hasNextPage && (
        <div>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
      <Dialog open={open === 'add'} title={t('add.title')} onClose={close}>
        <AddForm onDone={show} />
      </Dialog>
      <Dialog open={open === 'import'} title={t('import.title')} onClose={close} wide>
        <ImportForm onDone={close} />
      </Dialog>
      <Dialog open={open === 'find'} title={t('find.title')} onClose={close}>
        <FindForm onOpen={show} />
      </Dialog>
      <Dialog
        open={search.entry !== undefined}
        title={t('entry')}
        onClose={() => narrow({ entry: undefined })}
        wide
      >
        {search.entry !== undefined && <EntryDetail key={search.entry} id={search.entry} />}
      </Dialog>
    </section>
  );
};
