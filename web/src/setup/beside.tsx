import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { client, codeOf } from '../api/index.ts';
import { Button, Notice } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import css from './beside.module.css';

const askEvery = 1_000;

/** The other thing one may do at the first start: look at a whole invented county before setting up one's own. */
export const DrillBeside = ({ code, onMissing }: { code: string; onMissing: () => void }) => {
  const { t } = useTranslation('setup');
  const explain = useExplain();
  const state = useQuery({
    queryKey: ['setup', 'drill'],
    queryFn: () => client.drillDoor.beside(),
    refetchInterval: ({ state: { data } }) => (data?.state === 'making' ? askEvery : false),
    retry: false,
  });
  const open = useMutation({
    mutationFn: () => client.drillDoor.open({ code: code.trim() }),
    onSuccess: () => state.refetch(),
  });
  const { state: at = 'closed', share = 0, url = null } = state.data ?? {};
  const asked = open.isSuccess;
  useEffect(() => {
    if (asked && url !== null) window.location.assign(url);
  }, [asked, url]);
  const go = () => (code.trim() === '' ? onMissing() : open.mutate());
  return (
    <section className={css.beside} aria-labelledby="drill-beside">
      <h2 id="drill-beside">{t('beside.title')}</h2>
      <p>{t('beside.text')}</p>
      {open.error !== null && (
        <Notice kind="error">
          {explain(open.error, {
            WRONG_CODE: t('refused.code'),
            ...(codeOf(open.error) === 'ELSEWHERE' ? { ELSEWHERE: t('beside.elsewhere') } : {}),
          })}
        </Notice>
      )}
      {at === 'failed' && <Notice kind="error">{t('beside.failed')}</Notice>}
      {at === 'making' ? (
        <div className={css.making}>
          <p role="status">{t('beside.making', { percent: Math.round(share * 100) })}</p>
          <progress value={share} max={1} aria-label={t('beside.title')} />
        </div>
      ) : url === null ? (
        <Button large wide busy={open.isPending} onClick={go}>
          {t('beside.open')}
        </Button>
      ) : (
        <a className={css.link} href={url}>
          {t('beside.ready')}
        </a>
      )}
    </section>
  );
};
