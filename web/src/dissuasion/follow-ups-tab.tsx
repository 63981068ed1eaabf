import { type FollowUpView, followUpViews } from '@lanzha/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, Skeleton, Tabs } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { paths } from '../paths.ts';
import css from './dissuasion.module.css';
import { FollowUpList } from './follow-up-list.tsx';
import { followUpsKey } from './queries.ts';
import { type Said, SaidNotice } from './said.tsx';

/** Follow-ups by when they are due: those whose time has come, those overdue, those to come, those done. */
export const FollowUpsTab = ({ view, mine }: { view: FollowUpView; mine: boolean }) => {
  const { t } = useTranslation('dissuasion');
  const [said, setSaid] = useState<Said | null>(null);
  const query = useInfiniteQuery({
    queryKey: [...followUpsKey, { view, mine }],
    queryFn: ({ pageParam, signal }) =>
      client.dissuasion.followUps(
        { view, mine, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: 60_000,
  });
  const counts = query.data?.pages[0]?.counts;
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const searchOf = (one: FollowUpView, own: boolean) => ({
    ...(one === 'due' ? {} : { view: one }),
    ...(own ? { mine: true as const } : {}),
  });
  const content = () => {
    if (query.isPending) return <Skeleton lines={6} label={t('loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    return <FollowUpList key={`${view} ${mine}`} items={items} view={view} onSaid={setSaid} />;
  };
  return (
    <section className={css.part} aria-label={t('tabs.followups')}>
      <div className={css.tools}>
        <Tabs label={t('view.label')}>
          {followUpViews.map((one) => (
            <Link
              key={one}
              to={paths.dissuasion}
              search={searchOf(one, mine)}
              activeOptions={{ exact: true }}
              aria-current={one === view ? 'page' : undefined}
            >
              {t(`view.${one}`)}
              {one !== 'done' && counts?.[one] ? ` ${counts[one]}` : ''}
            </Link>
          ))}
        </Tabs>
        <Link to={paths.dissuasion} search={searchOf(view, !mine)} activeOptions={{ exact: true }}>
          {t(mine ? 'view.all' : 'view.mine')}
        </Link>
      </div>
      {said && <SaidNotice said={said} onSaid={setSaid} />}
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
