import type { SignalAnswer } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button, Notice, ToneMark } from '../design/index.ts';
import { toWarning } from '../paths.ts';
import css from './signals.module.css';

type Props = { answer: SignalAnswer; onAgain: () => void; onClose: () => void };

/** What was decided, why, and the warning that came of it. */
export const Decision = ({ answer, onAgain, onClose }: Props) => {
  const { t } = useTranslation('signals');
  const { t: common } = useTranslation();
  const { status, level, score, reasons = [], warningId } = answer;
  return (
    <div className={css.decision} role="status">
      {status === 'duplicate' && <Notice kind="info">{t('duplicate')}</Notice>}
      <p className={css.verdict}>
        {level && <ToneMark tone={level} label={common(`level.${level}`)} badge />}
        <strong>{level ? t('decided', { level: common(`level.${level}`) }) : t('noWarning')}</strong>
        {score !== undefined && <span>{t('score', { score })}</span>}
      </p>
      {reasons.length > 0 && (
        <section>
          <h3>{t('reasons')}</h3>
          <ol className={css.reasons}>
            {reasons
              .toSorted((a, b) => b.weight - a.weight)
              .map(({ code, text }) => (
                <li key={code}>{text}</li>
              ))}
          </ol>
        </section>
      )}
      <div className={css.actions}>
        {warningId && (
          <Link {...toWarning(warningId)} className={css.open} onClick={onClose}>
            {t('open')}
          </Link>
        )}
        <Button onClick={onAgain}>{t('again')}</Button>
        <Button kind="quiet" onClick={onClose}>
          {common('do.close')}
        </Button>
      </div>
    </div>
  );
};
