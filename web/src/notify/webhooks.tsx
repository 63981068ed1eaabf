import type { Webhook } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client, serverNow } from '../api/index.ts';
import { Button, type Column, DataTable, Notice, PageState, Skeleton, ToneMark } from '../design/index.ts';
import { ReadFailed, useExplain } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { Dialog } from '../overlays/index.ts';
import css from './notify.module.css';
import { SecretShown } from './secret-shown.tsx';
import { useReasonWords } from './use-reason-words.ts';
import { WebhookForm } from './webhook-form.tsx';

/** Outside systems that hear of a unit's events. A secret is shown once, when it is made. */
export const Webhooks = () => {
  const { t } = useTranslation('notify');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const explain = useExplain();
  const reasonWords = useReasonWords();
  const queryClient = useQueryClient();
  const [creating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const query = useQuery(api.notify.webhooks.queryOptions());
  const refresh = () => void queryClient.invalidateQueries({ queryKey: api.notify.webhooks.key() });
  const shown = (made: { secret: string }) => {
    setCreating(false);
    setSecret(made.secret);
    refresh();
  };
  const change = useMutation({
    mutationFn: (input: { id: string; version: number; enabled?: boolean; removed?: true }) =>
      client.notify.changeWebhook(input),
    onSettled: refresh,
  });
  const rotate = useMutation({
    mutationFn: ({ id, version }: Webhook) => client.notify.rotateWebhook({ id, version }),
    onSuccess: shown,
    onError: refresh,
  });
  const test = useMutation({ mutationFn: ({ id }: Webhook) => client.notify.testWebhook({ id }) });
  const failed = explain(change.error ?? rotate.error ?? test.error, { CHANGED: t('webhooks.changed') });
  const columns: readonly Column<Webhook>[] = [
    { key: 'unit', title: t('webhooks.unit'), cell: ({ unit }) => unit.name, head: true },
    { key: 'url', title: t('webhooks.url'), cell: ({ url }) => <span className={css.url}>{url}</span> },
    {
      key: 'kinds',
      title: t('webhooks.kinds'),
      cell: ({ kinds }) => kinds.map((kind) => t(`kindName.${kind}`)).join(' · '),
    },
    {
      key: 'state',
      title: t('webhooks.state'),
      cell: ({ enabled, previousUntil }) => (
        <span className={css.acts}>
          <ToneMark tone={enabled ? 'done' : 'low'} label={t(enabled ? 'webhooks.on' : 'webhooks.off')} />
          {previousUntil !== null &&
            t('webhooks.overlap', { until: formatInstant(previousUntil, language, 'moment', serverNow()) })}
        </span>
      ),
    },
    {
      key: 'act',
      title: t('deliveries.act'),
      cell: (row) => (
        <span className={css.acts}>
          <Button busy={test.isPending && test.variables.id === row.id} onClick={() => test.mutate(row)}>
            {t('webhooks.test')}
          </Button>
          <Button kind="quiet" onClick={() => rotate.mutate(row)}>
            {t('webhooks.rotate')}
          </Button>
          <Button
            kind="quiet"
            onClick={() => change.mutate({ id: row.id, version: row.version, enabled: !row.enabled })}
          >
            {t(row.enabled ? 'webhooks.disable' : 'webhooks.enable')}
          </Button>
          {!row.enabled && (
            <Button
              kind="quiet"
              onClick={() => change.mutate({ id: row.id, version: row.version, removed: true })}
            >
              {t('webhooks.remove')}
            </Button>
          )}
        </span>
      ),
    },
  ];
  const content = () => {
    if (query.isPending) return <Skeleton lines={6} label={common('do.loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    if (query.data.length === 0)
      return (
        <PageState icon="wire" title={t('webhooks.none')}>
          <p>{t('webhooks.noneWhy')}</p>
        </PageState>
      );
    return (
      <DataTable
        caption={t('webhooks.caption')}
        columns={columns}
        rows={query.data}
        rowKey={({ id }) => id}
      />
    );
  };
  return (
    <section className={css.part}>
      <div className={css.tools}>
        <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
          {t('webhooks.new')}
        </Button>
      </div>
      {failed && <Notice kind="error">{failed}</Notice>}
      {test.data && !test.isPending && (
        <Notice kind={test.data.ok ? 'good' : 'warn'}>
          {test.data.ok
            ? t('webhooks.testGood', { ms: test.data.ms })
            : t('webhooks.testBad', { reason: reasonWords(test.data.reason) })}
        </Notice>
      )}
      {content()}
      <Dialog open={creating} title={t('webhooks.newTitle')} onClose={() => setCreating(false)}>
        <WebhookForm onDone={shown} />
      </Dialog>
      <Dialog open={secret !== null} title={t('webhooks.secretTitle')} onClose={() => setSecret(null)}>
        {secret !== null && <SecretShown secret={secret} />}
      </Dialog>
    </section>
  );
};
