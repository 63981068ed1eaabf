import type { ZeroingPast } from '@lanzha/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, type Column, DataTable, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, startOfDay, useLanguage } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import css from './zeroing.module.css';

/** Days that are over, the newest first; each opens what it left. */
export const PastDays = () => {
  const { t } = useTranslation('zeroing');
  const language = useLanguage();
  const query = useInfiniteQuery({
    queryKey: ['zeroing', 'days'],
    queryFn: ({ pageParam, signal }) =>
      client.zeroing.days(pageParam === undefined ? {} : { before: pageParam }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  if (query.isPending) return <Skeleton lines={8} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const days = query.data.pages.flatMap(({ items }) => items);
  if (days.length === 0)
    return (
      <PageState icon="clock" title={t('past.empty')}>
        <p>{t('past.emptyWhy')}</p>
      </PageState>
    );
  const columns: readonly Column<ZeroingPast>[] = [
    {
      key: 'day',
      title: t('past.day'),
      head: true,
      cell: ({ day }) => (
        <Link to={paths.zeroing} search={{ day }}>
          {formatInstant(startOfDay(day), language, 'day')}
        </Link>
      ),
    },
    { key: 'open', title: t('past.open'), cell: ({ total }) => total.open },
    { key: 'explained', title: t('past.explained'), cell: ({ total }) => total.explained },
    {
      key: 'unexplained',
      title: t('past.unexplained'),
      cell: ({ total: { unexplained } }) =>
        unexplained > 0 ? <strong className={css.bad}>{unexplained}</strong> : 0,
    },
    { key: 'late', title: t('past.late'), cell: ({ explainedLate }) => explainedLate },
    { key: 'received', title: t('past.received'), cell: ({ total }) => total.received },
    { key: 'closed', title: t('past.closed'), cell: ({ total }) => total.closed },
    { key: 'pushed', title: t('past.pushed'), cell: ({ total }) => total.pushed },
  ];
  return (
    <section className={css.part}>
      <DataTable caption={t('past.caption')} columns={columns} rows={days} rowKey={({ day }) => day} />
      {query.hasNextPage && (
        <div>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </section>
  );
};
