import type { BoardFigure, ListRow } from '@lanzha/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { client, serverNow } from '../api/index.ts';
import { Button, type Column, DataTable, Page, PageState, Skeleton, ToneMark } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, formatYuan, useLanguage, useTitle } from '../i18n/index.ts';
import { paths, toWarning } from '../paths.ts';
import css from './board.module.css';
import { useFigureWords } from './use-figure-words.ts';

const route = getRouteApi(`/shell${paths.boardRecords}`);

/** The warnings behind a figure of the board. */
export const RecordsPage = () => {
  const { t } = useTranslation('board');
  const words = useFigureWords();
  const { figure = 'received', unit } = route.useSearch();
  useTitle(t('room'));
  return (
    <Page width="full">
      <h1>{t('records.title', { figure: words(figure) })}</h1>
      <p>
        <Link to={paths.board}>{t('records.back')}</Link>
      </p>
      <Records key={`${figure} ${unit ?? ''}`} figure={figure} unit={unit} />
    </Page>
  );
};

type Props = { figure: BoardFigure; unit: string | undefined };

const Records = ({ figure, unit }: Props) => {
  const { t } = useTranslation('board');
  const language = useLanguage();
  const columns = useColumns(figure === 'saved');
  const query = useInfiniteQuery({
    queryKey: ['board', 'records', { figure, unit }],
    queryFn: ({ pageParam, signal }) =>
      client.board.records(
        {
          figure,
          ...(unit === undefined ? {} : { unit }),
          ...(pageParam === undefined ? {} : { after: pageParam }),
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  if (query.isPending) return <Skeleton lines={10} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const [first] = query.data.pages;
  const rows = query.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0)
    return (
      <PageState icon="search" title={t('records.none')}>
        <p>{t('records.noneWhy')}</p>
      </PageState>
    );
  const where = first?.unit?.name ?? t('records.everywhere');
  const at = formatInstant(first?.asOf ?? '', language, 'moment', serverNow());
  return (
    <section className={css.part}>
      <DataTable
        caption={`${where} · ${t('records.total', { count: first?.total ?? rows.length, at })}`}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
      />
      {query.hasNextPage && (
        <div>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('records.more')}
          </Button>
        </div>
      )}
    </section>
  );
};

const useColumns = (withMoney: boolean): readonly Column<ListRow>[] => {
  const { t } = useTranslation('board');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const at = (iso: string) => formatInstant(iso, language, 'moment', serverNow());
  return [
    {
      key: 'no',
      title: t('records.no'),
      head: true,
      cell: ({ id, no }) => <Link {...toWarning(id)}>{no}</Link>,
    },
    {
      key: 'level',
      title: t('records.level'),
      cell: ({ level, state }) => (
        <ToneMark tone={state === 'closed' ? 'done' : level} label={common(`level.${level}`)} />
      ),
    },
    { key: 'name', title: t('records.name'), cell: ({ subject }) => subject.name ?? t('records.unnamed') },
    { key: 'headline', title: t('records.headline'), cell: ({ headline }) => headline },
    { key: 'unit', title: t('records.unit'), cell: ({ unit }) => unit.name },
    {
      key: 'state',
      title: t('records.state'),
      cell: ({ state, outcome }) =>
        outcome === null ? common(`state.${state}`) : common(`outcome.${outcome}`),
    },
    { key: 'received', title: t('records.received'), cell: ({ receivedAt }) => at(receivedAt) },
    withMoney
      ? {
          key: 'saved',
          title: t('records.saved'),
          cell: ({ savedFen }) => (savedFen === null ? '—' : formatYuan(savedFen)),
        }
      : {
          key: 'due',
          title: t('records.due'),
          cell: ({ dueAt, overdue }) =>
            dueAt === null ? '—' : <span className={overdue ? css.bad : undefined}>{at(dueAt)}</span>,
        },
  ];
};
