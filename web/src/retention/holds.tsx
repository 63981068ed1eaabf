import type { RetentionHold } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { Button, type Column, DataTable, PageState, Skeleton, ToneMark } from '../design/index.ts';
import { ReadFailed } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { Dialog } from '../overlays/index.ts';
import { HoldForm } from './hold-form.tsx';
import { ReasonForm } from './reason-form.tsx';
import css from './retention.module.css';

export const Holds = () => {
  const { t } = useTranslation('retention');
  const { t: common } = useTranslation();
  const queryClient = useQueryClient();
  const query = useQuery(api.retention.holds.queryOptions());
  const [placing, setPlacing] = useState(false);
  const [releasing, setReleasing] = useState<RetentionHold | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.retention.key() });
  const release = useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      client.retention.releaseHold({ id, reason }),
    onSuccess: () => {
      setReleasing(null);
      return refresh();
    },
  });
  const columns = useColumns((hold) => {
    release.reset();
    setReleasing(hold);
  });
  const content = () => {
    if (query.isPending) return <Skeleton lines={4} label={common('do.loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    if (query.data.length === 0)
      return (
        <PageState icon="law" title={t('hold.none')}>
          <p>{t('hold.noneWhy')}</p>
        </PageState>
      );
    const count = query.data.filter(({ active }) => active).length;
    return (
      <DataTable
        caption={t('hold.title', { count })}
        columns={columns}
        rows={query.data}
        rowKey={({ id }) => id}
      />
    );
  };
  return (
    <section className={css.part}>
      <div className={css.action}>
        <Button kind="primary" icon="plus" onClick={() => setPlacing(true)}>
          {t('hold.new')}
        </Button>
      </div>
      {content()}
      <Dialog open={placing} title={t('hold.new')} onClose={() => setPlacing(false)}>
        <HoldForm
          onDone={() => {
            setPlacing(false);
            void refresh();
          }}
        />
      </Dialog>
      <Dialog open={releasing !== null} title={t('hold.release')} onClose={() => setReleasing(null)}>
        <p>{t('hold.releaseWhat')}</p>
        <ReasonForm
          label={t('hold.release')}
          submit={t('hold.release')}
          pending={release.isPending}
          error={release.error}
          onSend={(reason) => releasing && release.mutate({ id: releasing.id, reason })}
        />
      </Dialog>
    </section>
  );
};

const useColumns = (onRelease: (hold: RetentionHold) => void): readonly Column<RetentionHold>[] => {
  const { t } = useTranslation('retention');
  const language = useLanguage();
  const day = (instant: string | null) => (instant === null ? '' : formatInstant(instant, language, 'day'));
  return [
    {
      key: 'what',
      title: t('col.what'),
      head: true,
      cell: ({ warning, from, to }) =>
        warning === null
          ? t('hold.period', { from: day(from), to: day(to) })
          : t('hold.warning', { no: warning.no }),
    },
    { key: 'reason', title: t('reason'), cell: ({ reason }) => reason },
    {
      key: 'until',
      title: t('col.until'),
      cell: ({ until }) => (until === null ? t('hold.open') : day(until)),
    },
    {
      key: 'by',
      title: t('col.by'),
      cell: ({ placedBy, placedAt }) => `${placedBy.name} · ${day(placedAt)}`,
    },
    {
      key: 'state',
      title: t('col.state'),
      cell: ({ active, released }) => {
        if (active) return <ToneMark tone="high" label={t('hold.active')} />;
        return (
          <ToneMark
            tone="done"
            label={
              released === null
                ? t('hold.over')
                : t('hold.released', { by: released.by.name, at: day(released.at) })
            }
          />
        );
      },
    },
    {
      key: 'act',
      title: t('col.act'),
      cell: (hold) =>
        hold.active && (
          <Button kind="quiet" onClick={() => onRelease(hold)}>
            {t('hold.release')}
          </Button>
        ),
    },
  ];
};
