import type { Review } from '@lanzha/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, serverNow } from '../api/index.ts';
import { Button, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { About } from './about.tsx';
import css from './dissuasion.module.css';
import { FindingForm } from './finding-form.tsx';
import { reviewsKey } from './queries.ts';
import { Rate } from './rate.tsx';

const Card = ({ review }: { review: Review }) => {
  const { t } = useTranslation('dissuasion');
  const language = useLanguage();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const { state, dueAt, openedAt, finding, words, endedAt, endedBy, dissuadedBy, unit, cause } = review;
  const overdue = state === 'open' && Date.parse(dueAt) <= serverNow();
  const at = (instant: string) => formatInstant(instant, language, 'moment');
  const mayClose = state === 'open' && me.acts.includes('dissuasion.review') && dissuadedBy.id !== me.id;
  return (
    <article className={css.card}>
      <div className={css.head}>
        <About warning={review.warning} />
        <span>{t(`kind.${review.kind}`)}</span>
      </div>
      <p>{t(`cause.${cause}`, { at: at(openedAt) })}</p>
      {state === 'open' ? (
        <p className={overdue ? css.over : undefined}>{t('reviewDue', { at: at(dueAt) })}</p>
      ) : (
        <>
          <p>
            <strong>{finding !== null && t(`finding.${finding}`)}</strong>
          </p>
          <p className={css.written}>{words}</p>
          <p className={css.small}>
            {endedBy?.name} · {endedAt !== null && at(endedAt)}
          </p>
        </>
      )}
      <p className={css.small}>{t('dissuadedBy', { unit: unit.name, who: dissuadedBy.name })}</p>
      {mayClose &&
        (open ? (
          <FindingForm review={review} onClose={() => setOpen(false)} />
        ) : (
          <div>
            <Button onClick={() => setOpen(true)}>{t('look')}</Button>
          </div>
        ))}
    </article>
  );
};

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
    if (items.length === 0)
      return (
        <PageState icon="check" title={t(closed ? 'reviews.noneClosed' : 'reviews.none')}>
          <p>{t('reviews.noneWhy')}</p>
        </PageState>
      );
    return items.map((one) => <Card key={one.id} review={one} />);
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
