import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { paths } from '../paths.ts';
import { ShiftCard } from './shift-card.tsx';
import css from './shifts.module.css';
import { ToldNotice, useTold } from './told.tsx';

/** Hand-overs of the past, the newest first; searched by the box above, page after page. */
export const Past = ({ q, unseen }: { q: string | undefined; unseen: boolean }) => {
  const { t } = useTranslation('shifts');
  const told = useTold();
  const query = useInfiniteQuery({
    queryKey: [['shifts', 'past'], { q, unseen }],
    queryFn: ({ pageParam, signal }) =>
      client.shifts.past(
        {
          ...(q === undefined ? {} : { q }),
          ...(unseen ? { unseen } : {}),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  if (query.isPending) return <Skeleton lines={8} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const shifts = query.data.pages.flatMap(({ items }) => items);
  const narrowed = q !== undefined || unseen;
  return (
    <section className={css.part} aria-label={t('tabs.past')}>
      <ToldNotice told={told} shifts={shifts} />
      {narrowed && (
        <p>
          {unseen ? t('past.unseen') : t('past.found', { q: q ?? '' })}{' '}
          <Link to={paths.shifts} search={{ tab: 'past' }}>
            {t('past.all')}
          </Link>
        </p>
      )}
      {shifts.length === 0 ? (
        <PageState icon={narrowed ? 'search' : 'clock'} title={t(narrowed ? 'past.nothing' : 'past.empty')}>
          <p>{t(narrowed ? 'past.nothingWhy' : 'past.emptyWhy')}</p>
        </PageState>
      ) : (
        shifts.map((shift) => <ShiftCard told={told} key={shift.id} shift={shift} />)
      )}
      {query.hasNextPage && (
        <div>
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('past.more')}
          </Button>
        </div>
      )}
    </section>
  );
};
