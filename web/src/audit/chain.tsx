import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, serverNow } from '../api/index.ts';
import { Notice } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import css from './audit.module.css';

/** Records normally wait a second or two for their seal; longer than this is a fault. */
const lateMs = 60_000;

/** How far the log is sealed, and whether it was ever found altered. */
export const Chain = () => {
  const { t } = useTranslation('audit');
  const language = useLanguage();
  const { data } = useQuery(api.audit.state.queryOptions({ staleTime: 10_000 }));
  if (data === undefined) return null;
  const { sealed, sealedAt, unsealed, anchor, brokenAt } = data;
  const at = (instant: string) => formatInstant(instant, language, 'full');
  if (brokenAt !== null) return <Notice kind="error">{t('chain.broken', { at: at(brokenAt) })}</Notice>;
  if (unsealed.oldest !== null && serverNow() - Date.parse(unsealed.oldest) > lateMs)
    return <Notice kind="warn">{t('chain.late', { count: unsealed.count })}</Notice>;
  return (
    <p className={css.quiet}>
      {t('chain.sealed', { count: sealed })}
      {sealedAt !== null && t('chain.last', { at: at(sealedAt) })}
      {anchor !== null && t('chain.anchor', { position: anchor.position, at: at(anchor.at) })}
    </p>
  );
};
