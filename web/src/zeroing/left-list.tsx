import type { ZeroingLeftView } from '@lanzha/contract';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { LeftCard } from './left-card.tsx';
import { leftQuery, refreshFigures } from './queries.ts';
import css from './zeroing.module.css';

type Props = { day: string; view: ZeroingLeftView; unit: string | undefined };

/** What a day left open, the unexplained first. */
export const LeftList = ({ day, view, unit }: Props) => {
  const { t } = useTranslation('zeroing');
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(leftQuery(day, view, unit));
  if (query.isPending) return <Skeleton lines={8} label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return (
      <PageState icon="check" title={t('past.nothing')}>
        <p>{t('past.nothingWhy')}</p>
      </PageState>
    );
  const refresh = () => void Promise.all([query.refetch(), refreshFigures(queryClient)]);
  return (
    <section className={css.part} aria-label={t(`leftView.${view}`)}>
      <ul className={css.items}>
        {items.map((item) => (
          <LeftCard key={item.id} item={item} day={day} onExplained={refresh} />
        ))}
      </ul>
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
