import { type LiveEvent, taskKinds } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, toRefusal } from '../api/index.ts';
import { Button, Page, PageState, Skeleton } from '../design/index.ts';
import { Forbidden, ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage, useTitle } from '../i18n/index.ts';
import { useLive } from '../live/index.ts';
import { paths } from '../paths.ts';
import { tasksQuery } from './queries.ts';
import { TaskCard } from './task-card.tsx';
import css from './tasks.module.css';

/** What I have to do, the next due first. Made for one hand on a phone; nothing moves unless asked to. */
export const TasksPage = () => {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const query = useQuery(tasksQuery);
  const [newsAt, setNewsAt] = useState('');
  useLive(
    useCallback((event: LiveEvent) => {
      if ('at' in event) setNewsAt(event.at);
    }, []),
  );
  useTitle(t('room'));
  if (codeOf(query.error) === 'FORBIDDEN') return <Forbidden data={toRefusal(query.error).data} />;
  if (query.isPending) return <Skeleton lines={6} tall label={t('loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const { items, total, counts } = query.data;
  const stale = newsAt > query.data.asOf;
  return (
    <Page width="narrow">
      {/* On top and of one height: news must not move a button from under a thumb. */}
      <div className={css.top}>
        <h1>{t('title')}</h1>
        <span className={css.quiet} role="status">
          {stale ? t('news') : t('asOf', { at: formatInstant(query.data.asOf, language, 'time') })}
        </span>
        <Button
          kind={stale ? 'primary' : 'plain'}
          busy={query.isRefetching}
          onClick={() => void query.refetch()}
        >
          {t('refresh')}
        </Button>
      </div>
      {items.length > 0 && (
        <p className={css.quiet}>
          {[
            t('count', { count: total }),
            ...taskKinds.flatMap((kind) =>
              counts[kind] > 0 ? [`${t(`kind.${kind}`)} ${counts[kind]}`] : [],
            ),
            ...(items.length < total ? [t('shown', { count: items.length })] : []),
          ].join(' · ')}
        </p>
      )}
      {items.length === 0 ? (
        <PageState
          icon="check"
          title={t('empty')}
          actions={
            <Link to={paths.lists} search={{}}>
              {t('emptyAll')}
            </Link>
          }
        >
          <p>{t('emptyWhy')}</p>
        </PageState>
      ) : (
        <ol className={css.list} aria-label={t('list')}>
          {items.map((task) => (
            <TaskCard key={`${task.kind} ${task.warning.id}`} task={task} />
          ))}
        </ol>
      )}
      {/* Room below the last card: nothing lies under the thumb or the edge of the phone. */}
      <div className={css.end} />
    </Page>
  );
};
