import type { WarningSummary } from '@lanzha/contract';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { client, codeOf, serverNow } from '../api/index.ts';
import { Button, type Column, DataTable, PageState, Skeleton, ToneMark } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { paths, toWarning } from '../paths.ts';
import css from './search.module.css';

const foundQuery = (handle: string) =>
  infiniteQueryOptions({
    queryKey: ['search', handle],
    queryFn: ({ pageParam, signal }) =>
      client.search.list({ handle, ...(pageParam === undefined ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const Found = ({ handle }: { handle: string }) => {
  const { t } = useTranslation('search');
  const query = useInfiniteQuery(foundQuery(handle));
  const columns = useColumns();
  if (query.isPending) return <Skeleton lines={6} label={t('loading')} />;
  if (codeOf(query.error) === 'EXPIRED')
    return (
      <PageState icon="search" title={t('expired')}>
        <p>{t('expiredWhy')}</p>
      </PageState>
    );
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const [first] = query.data.pages;
  const about = {
    what: first?.masked ?? '',
    kind: (first?.kinds ?? []).map((kind) => t(`kinds.${kind}`)).join(' / '),
  };
  const rows = query.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0)
    return (
      <PageState icon="search" title={t('nothing', about)}>
        <p>{t('nothingWhy')}</p>
      </PageState>
    );
  return (
    <section className={css.found} aria-live="polite">
      <DataTable
        caption={t('found', { ...about, count: first?.total ?? rows.length })}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
      />
      <Link to={paths.people} params={{ handle }}>
        {t('people')}
      </Link>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
};

const useColumns = (): readonly Column<WarningSummary>[] => {
  const { t } = useTranslation('search');
  const { t: common } = useTranslation();
  const language = useLanguage();
  return [
    {
      key: 'no',
      title: t('col.no'),
      head: true,
      cell: ({ id, no }) => <Link {...toWarning(id)}>{no}</Link>,
    },
    {
      key: 'level',
      title: t('col.level'),
      cell: ({ level, state }) => (
        <ToneMark tone={state === 'closed' ? 'done' : level} label={common(`level.${level}`)} />
      ),
    },
    { key: 'name', title: t('col.name'), cell: ({ subject }) => subject.name ?? '—' },
    { key: 'phone', title: t('col.phone'), cell: ({ subject }) => subject.phone ?? subject.account ?? '—' },
    { key: 'headline', title: t('col.headline'), cell: ({ headline }) => headline },
    {
      key: 'state',
      title: t('col.state'),
      cell: ({ state, outcome }) =>
        outcome === null ? common(`state.${state}`) : common(`outcome.${outcome}`),
    },
    { key: 'unit', title: t('col.unit'), cell: ({ unit }) => unit.name },
    {
      key: 'received',
      title: t('col.received'),
      cell: ({ receivedAt }) => formatInstant(receivedAt, language, 'moment', serverNow()),
    },
  ];
};
