import type { ScheduledJob, SystemJob } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client, serverNow } from '../api/index.ts';
import { Button, type Column, DataTable, Notice, PageState, Skeleton, ToneMark } from '../design/index.ts';
import { ReadFailed, useExplain } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './operation.module.css';
import { useJobWords } from './use-job-words.ts';

const tones = { failed: 'urgent', retrying: 'high', running: 'low', waiting: 'low' } as const;
const everyMs = 10_000;

/** What runs beside the requests: what is under way, what was given up, what comes next. */
export const Jobs = () => {
  const { t } = useTranslation('operation');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const explain = useExplain();
  const jobWords = useJobWords();
  const queryClient = useQueryClient();
  const query = useQuery(api.operation.jobs.queryOptions({ refetchInterval: everyMs }));
  const retry = useMutation({
    mutationFn: ({ id }: SystemJob) => client.operation.retryJob({ id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: api.operation.key() }),
  });
  if (query.isPending) return <Skeleton lines={10} label={common('do.loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const { items, schedule } = query.data;
  const at = (instant: string | null) =>
    instant === null ? '—' : formatInstant(instant, language, 'moment', serverNow());
  const columns: readonly Column<SystemJob>[] = [
    { key: 'name', title: t('jobs.name'), cell: ({ name }) => jobWords(name), head: true },
    {
      key: 'state',
      title: t('jobs.state'),
      cell: ({ state }) => <ToneMark tone={tones[state]} label={t(`jobs.states.${state}`)} />,
    },
    {
      key: 'attempts',
      title: t('jobs.attempts'),
      cell: ({ attempts, maxAttempts }) => `${attempts} / ${maxAttempts}`,
    },
    { key: 'reason', title: t('jobs.reason'), cell: ({ reason }) => reason ?? '—' },
    {
      key: 'at',
      title: t('jobs.at'),
      cell: ({ startedAt, runAt, state }) => (state === 'failed' ? '—' : at(startedAt ?? runAt)),
    },
    {
      key: 'act',
      title: t('jobs.act'),
      cell: (job) =>
        job.state === 'failed' ? (
          <Button busy={retry.isPending && retry.variables.id === job.id} onClick={() => retry.mutate(job)}>
            {t('jobs.retry')}
          </Button>
        ) : (
          '—'
        ),
    },
  ];
  const coming: readonly Column<ScheduledJob>[] = [
    { key: 'name', title: t('jobs.name'), cell: ({ name }) => jobWords(name), head: true },
    { key: 'last', title: t('jobs.last'), cell: ({ lastAt }) => at(lastAt) },
    { key: 'next', title: t('jobs.next'), cell: ({ nextAt }) => at(nextAt) },
  ];
  return (
    <section className={css.part}>
      {retry.error && (
        <Notice kind="error">{explain(retry.error, { NOT_FAILED: t('jobs.notFailed') })}</Notice>
      )}
      {items.length === 0 ? (
        <PageState icon="check" title={t('jobs.none')}>
          <p>{t('jobs.noneWhy')}</p>
        </PageState>
      ) : (
        <DataTable
          caption={t('jobs.queue', { count: items.length })}
          columns={columns}
          rows={items}
          rowKey={({ id }) => id}
        />
      )}
      <DataTable caption={t('jobs.schedule')} columns={coming} rows={schedule} rowKey={({ name }) => name} />
    </section>
  );
};
