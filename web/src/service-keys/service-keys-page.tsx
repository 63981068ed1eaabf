import type { ServiceKeyEntry } from '@lanzha/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Button, DataTable, Notice, Page, PageState, Skeleton } from '../design/index.ts';
import { Forbidden, ReadFailed } from '../errors/index.ts';
import { useTitle } from '../i18n/index.ts';
import { Dialog } from '../overlays/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { FetchDialog } from './fetch-secret.tsx';
import { useKeyColumns } from './key-columns.tsx';
import { KeyForm } from './key-form.tsx';
import { RevokeForm } from './revoke-form.tsx';
import css from './service-keys.module.css';

/** Keys of outside systems: asked for, fetched once agreed on, watched, ended. */
export const ServiceKeysPage = () => {
  const { t } = useTranslation('service-keys');
  const { t: common } = useTranslation();
  const queryClient = useQueryClient();
  const me = useMe();
  const may = me.acts.includes('keys.manage');
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState(false);
  const [fetching, setFetching] = useState<ServiceKeyEntry | null>(null);
  const [revoking, setRevoking] = useState<ServiceKeyEntry | null>(null);
  const [revoked, setRevoked] = useState<string | null>(null);
  const query = useQuery({ ...api.serviceKeys.list.queryOptions({}), enabled: may });
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.serviceKeys.key() });
  useTitle(t('room'));
  const columns = useKeyColumns((key) =>
    key.state === 'live' || key.state === 'granted' ? (
      <div className={css.tools}>
        {key.state === 'granted' && key.createdBy?.id === me.id && (
          <Button onClick={() => setFetching(key)}>{t('secret.fetch')}</Button>
        )}
        <Button kind="quiet" onClick={() => setRevoking(key)}>
          {t('revoke.do')}
        </Button>
      </div>
    ) : null,
  );
  const content = () => {
    if (query.isPending) return <Skeleton lines={8} label={common('do.loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    if (query.data.length === 0)
      return (
        <PageState icon="key" title={t('empty')}>
          <p>{t('emptyWhy')}</p>
        </PageState>
      );
    return (
      <DataTable
        caption={t('count', { count: query.data.length })}
        columns={columns}
        rows={query.data}
        rowKey={({ id }) => id}
      />
    );
  };
  if (!may) return <Forbidden data={{ roles: ['system_admin'] }} />;
  const close = () => {
    setAsking(false);
    setFetching(null);
    void refresh();
  };
  return (
    <Page>
      <h1>{t('title')}</h1>
      <p className={css.about}>{t('about')}</p>
      <div className={css.action}>
        <Button
          kind="primary"
          icon="plus"
          onClick={() => {
            setAsked(false);
            setAsking(true);
          }}
        >
          {t('form.title')}
        </Button>
      </div>
      {asked && (
        <Notice
          kind="good"
          action={
            <Link to={paths.approvals} search={{ view: 'mine' }}>
              {t('form.see')}
            </Link>
          }
        >
          {t('form.asked')}
        </Notice>
      )}
      {revoked !== null && <Notice kind="good">{t('revoke.done', { source: revoked })}</Notice>}
      {content()}
      <Dialog open={asking} title={t('form.title')} onClose={close}>
        <KeyForm
          onDone={() => {
            setAsked(true);
            close();
            void queryClient.invalidateQueries({ queryKey: api.approvals.key() });
          }}
        />
      </Dialog>
      <FetchDialog entry={fetching} onClose={close} />
      <Dialog open={revoking !== null} title={t('revoke.title')} onClose={() => setRevoking(null)}>
        {revoking && (
          <RevokeForm
            entry={revoking}
            onDone={() => {
              setRevoked(revoking.source);
              setRevoking(null);
              void refresh();
            }}
          />
        )}
      </Dialog>
    </Page>
  );
};
