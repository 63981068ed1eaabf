import type { NoticeSettings } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client } from '../api/index.ts';
import { Checkbox, type Column, DataTable, Hidden, Notice, Skeleton } from '../design/index.ts';
import { ReadFailed, useExplain } from '../errors/index.ts';
import { AddressForm } from './address-form.tsx';
import css from './notify.module.css';
import { QuietHours } from './quiet-hours.tsx';

type Preference = NoticeSettings['preferences'][number];
const settingsQuery = api.notify.settings.queryOptions();

/** How notices reach me. Each tick is kept at once. */
export const Settings = () => {
  const { t } = useTranslation('notify');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const queryClient = useQueryClient();
  const query = useQuery(settingsQuery);
  const keep = (settings: NoticeSettings) => queryClient.setQueryData(settingsQuery.queryKey, settings);
  const change = useMutation({
    mutationFn: (input: { preferences?: Preference[]; quiet?: NoticeSettings['quiet'] }) =>
      client.notify.changeSettings(input),
    onSuccess: keep,
  });
  if (query.isPending) return <Skeleton lines={8} label={common('do.loading')} />;
  if (query.data === undefined) return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
  const { preferences, quiet, mailWorks, address } = query.data;
  const mailReady = mailWorks && address?.verified === true;
  const tick = (row: Preference, part: 'inApp' | 'mail') => {
    const possible = part === 'inApp' || mailReady;
    return (
      <Checkbox
        label={t(!possible ? 'settings.noAddress' : row[part] ? 'settings.on' : 'settings.off')}
        aria-label={`${t(`kindName.${row.kind}`)} · ${t(`settings.${part}`)}`}
        checked={possible && row[part]}
        disabled={!possible}
        onChange={({ target }) => change.mutate({ preferences: [{ ...row, [part]: target.checked }] })}
      />
    );
  };
  const columns: readonly Column<Preference>[] = [
    { key: 'kind', title: t('settings.kind'), cell: ({ kind }) => t(`kindName.${kind}`), head: true },
    { key: 'inApp', title: t('settings.inApp'), cell: (row) => tick(row, 'inApp') },
    { key: 'mail', title: t('settings.mail'), cell: (row) => tick(row, 'mail') },
  ];
  return (
    <div className={css.settings}>
      {change.error && <Notice kind="error">{explain(change.error)}</Notice>}
      <AddressForm settings={query.data} onChange={keep} />
      <section className={css.part}>
        <h2>{t('settings.title')}</h2>
        <p className={css.quiet}>{t('settings.urgentAlways')}</p>
        <DataTable
          caption={t('settings.caption')}
          columns={columns}
          rows={preferences}
          rowKey={({ kind }) => kind}
        />
      </section>
      <QuietHours
        key={quiet === null ? 'none' : `${quiet.from}-${quiet.to}`}
        quiet={quiet}
        pending={change.isPending}
        onChange={(next) => change.mutate({ quiet: next })}
      />
      <Hidden>
        <span role="status">{change.isSuccess ? t('settings.kept') : ''}</span>
      </Hidden>
    </div>
  );
};
