import type { WarningDetail } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatInstant, useLanguage } from '../../i18n/index.ts';
import { paths } from '../../paths.ts';
import css from './detail.module.css';

/** When somebody looks again, and what was found. */
export const FollowUps = ({ followUps }: { followUps: WarningDetail['followUps'] }) => {
  const { t } = useTranslation('warnings');
  const language = useLanguage();
  if (followUps.length === 0) return null;
  return (
    <section className={css.part}>
      <h2>{t('followUp.title')}</h2>
      <ol className={css.list}>
        {followUps.map(({ id, step, plannedAt, result, endedAt, endedBy, note }) => (
          <li key={id}>
            <p>
              <strong>{t('followUp.step', { step })}</strong>{' '}
              {result === null
                ? t('followUp.planned', { at: formatInstant(plannedAt, language, 'moment') })
                : t(`followUp.result.${result}`)}
            </p>
            {note !== null && <p className={css.said}>{note}</p>}
            {endedAt !== null && (
              <p className={css.quiet}>
                {endedBy?.name} · {formatInstant(endedAt, language, 'full')}
              </p>
            )}
          </li>
        ))}
      </ol>
      <Link to={paths.dissuasion} search={{}}>
        {t('followUp.all')}
      </Link>
    </section>
  );
};
