import type { RetentionLogEntry } from '@lanzha/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, serverNow } from '../api/index.ts';
import { Button, type Column, DataTable, PageState, Skeleton } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './retention.module.css';

export const Log = () => {
  const { t } = useTranslation('retention');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const query = useInfiniteQuery(
    api.retention.log.infiniteOptions({
      input: (cursor: string | undefined) => (cursor === undefined ? {} : { cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  );
  const columns: readonly Column<RetentionLogEntry>[] = [
    {
      key: 'at',
      title: t('col.at'),
      cell: ({ at }) => formatInstant(at, language, 'moment', serverNow()),
      head: true,
    },
    { key: 'kind', title: t('col.kind'), cell: ({ kind }) => t(`kind.${kind}`) },
    { key: 'day', title: t('col.day'), cell: ({ day }) => day ?? '—' },
    {
      key: 'count',
      title: t('col.count'),
      cell: ({ kind, count }) => (kind === 'key' ? t('log.again', { count }) : count === 0 ? '—' : count),
    },
    {
      key: 'by',
      title: t('col.by'),
      cell: ({ actor, rule }) => actor?.name ?? (rule === null ? t('log.rule') : t('log.ruled', { rule })),
    },
  ];
  if (query.isPending) return <Skeleton lines={6} label={common('do.loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const rows = query.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0)
    return (
      <PageState icon="file" title={t('log.none')}>
        <p>{t('log.noneWhy')}</p>
      </PageState>
    );
  return (
    <section className={css.part}>
      <DataTable caption={t('log.title')} columns={columns} rows={rows} rowKey={({ id }) => String(id)} />
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('log.more')}
        </Button>
      )}
    </section>
  );
};
