import type { OwnSession } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client, serverNow } from '../api/index.ts';
import { Button, type Column, DataTable, Notice, Skeleton, ToneMark } from '../design/index.ts';
import { ReadFailed, useExplain } from '../errors/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './account.module.css';

export const Sessions = () => {
  const { t } = useTranslation('account');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const explain = useExplain();
  const queryClient = useQueryClient();
  const query = useQuery(api.session.list.queryOptions({}));
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.session.list.key() });
  const end = useMutation({
    mutationFn: ({ id }: OwnSession) => client.session.end({ id }),
    onSettled: refresh,
  });
  const endOthers = useMutation({ mutationFn: () => client.session.endOthers(), onSettled: refresh });
  const moment = (iso: string) => formatInstant(iso, language, 'moment', serverNow());
  const columns: readonly Column<OwnSession>[] = [
    {
      key: 'device',
      title: t('sessions.device'),
      cell: ({ device }) => device || t('sessions.unknown'),
      head: true,
    },
    { key: 'address', title: t('sessions.address'), cell: ({ address }) => address || '—' },
    { key: 'since', title: t('sessions.since'), cell: ({ since }) => moment(since) },
    { key: 'seen', title: t('sessions.lastSeen'), cell: ({ lastSeen }) => moment(lastSeen) },
    {
      key: 'act',
      title: t('sessions.act'),
      cell: (one) =>
        one.current ? (
          <ToneMark tone="done" label={t('sessions.current')} />
        ) : (
          <Button
            kind="quiet"
            busy={end.isPending && end.variables.id === one.id}
            onClick={() => end.mutate(one)}
          >
            {t('sessions.end')}
          </Button>
        ),
    },
  ];
  const content = () => {
    if (query.isPending) return <Skeleton lines={4} label={common('do.loading')} />;
    if (query.data === undefined)
      return <ReadFailed error={query.error} retry={() => void query.refetch()} />;
    return (
      <>
        <DataTable
          caption={t('sessions.count', { count: query.data.length })}
          columns={columns}
          rows={query.data}
          rowKey={({ id }) => id}
        />
        {query.data.length > 1 && (
          <div className={css.actions}>
            <Button busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
              {t('sessions.endOthers')}
            </Button>
          </div>
        )}
      </>
    );
  };
  const error = end.error ?? endOthers.error;
  return (
    <section className={css.panel} aria-labelledby="sessions">
      <h2 id="sessions">{t('sessions.title')}</h2>
      <p className={css.about}>{t('sessions.about')}</p>
      {error && <Notice kind="error">{explain(error)}</Notice>}
      {endOthers.data && (
        <Notice kind="good">{t('sessions.othersEnded', { count: endOthers.data.ended })}</Notice>
      )}
      {content()}
    </section>
  );
};
