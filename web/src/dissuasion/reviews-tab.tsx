import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { paths } from '../paths.ts';
import css from './dissuasion.module.css';
import { reviewsKey } from './queries.ts';
import { Rate } from './rate.tsx';
import { ReviewList } from './review-list.tsx';

/** What must be looked into: who was cheated after a warning. */
export const ReviewsTab = ({ closed }: { closed: boolean }) => {
  const { t } = useTranslation('dissuasion');
  const state = closed ? 'closed' : 'open';
  const query = useInfiniteQuery({
    queryKey: [...reviewsKey, state],
    queryFn: ({ pageParam, signal }) =>
      client.dissuasion.reviews(
        { state, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const content = () => {
    if (query.isPending) return <Skeleton lines={6} label={t('loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    return <ReviewList key={state} items={items} closed={closed} />;
  };
  return (
    <section className={css.part} aria-label={t('tabs.reviews')}>
      <Rate />
      <div className={css.tools}>
        <Link to={paths.dissuasion} search={{ tab: 'reviews', ...(closed ? {} : { closed: true as const }) }}>
          {t(closed ? 'reviews.showOpen' : 'reviews.showClosed')}
        </Link>
      </div>
      {content()}
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
