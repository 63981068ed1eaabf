import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, Notice, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed, useExplain } from '../errors/index.ts';
import { NoticeRow } from './notice-row.tsx';
import css from './notify.module.css';
import { noticesQuery, refreshNotices } from './queries.ts';

/** The person's notices, newest first. `onFollow`: a link was followed to what a notice is about. */
export const NoticeList = ({ unreadOnly, onFollow }: { unreadOnly: boolean; onFollow?: () => void }) => {
  const { t } = useTranslation('notify');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(noticesQuery(unreadOnly));
  const mark = useMutation({
    mutationFn: (input: { id: string; read: boolean }) => client.notify.mark(input),
    onSettled: () => refreshNotices(queryClient),
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = items[0]?.id;
  const markAll = useMutation({
    // What comes while the person presses the button was seen by nobody.
    mutationFn: () => client.notify.markAll(newest === undefined ? {} : { upTo: newest }),
    onSettled: () => refreshNotices(queryClient),
  });
  if (query.isPending) return <Skeleton lines={6} label={common('do.loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const failed = explain(mark.error ?? markAll.error);
  if (items.length === 0)
    return (
      <PageState icon="bell" title={t(unreadOnly ? 'empty.unread' : 'empty.all')}>
        <p>{t('empty.why')}</p>
      </PageState>
    );
  return (
    <section className={css.list} aria-label={t('title')}>
      <div className={css.tools}>
        <Button
          icon="check"
          busy={markAll.isPending}
          disabled={items.every(({ readAt }) => readAt !== null)}
          onClick={() => markAll.mutate()}
        >
          {t('markAll')}
        </Button>
      </div>
      {failed && <Notice kind="error">{failed}</Notice>}
      <ul>
        {items.map((item) => (
          <NoticeRow
            key={item.id}
            notice={item}
            onMark={(read) => mark.mutate({ id: item.id, read })}
            onFollow={onFollow}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button wide busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
};
