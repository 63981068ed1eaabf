import type { WarningSummary } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { toWarning } from '../paths.ts';
import css from './zeroing.module.css';

/** Level, number, masked name, what it is about; then who has it and how its clock stands. */
export const WarningLine = ({ warning, overdue }: { warning: WarningSummary; overdue: boolean }) => {
  const { t } = useTranslation('zeroing');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const { level, state, outcome, unit, assignee } = warning;
  const at = (iso: string) => formatInstant(iso, language, 'moment', serverNow());
  const due = runningDue(warning);
  return (
    <>
      <p className={css.line}>
        <ToneMark
          tone={state === 'closed' ? 'done' : level}
          label={state === 'closed' ? common('state.closed') : common(`level.${level}`)}
          badge
        />
        <Link {...toWarning(warning.id)}>{t('list.no', { no: warning.no })}</Link>
        <strong>{warning.subject.name ?? t('list.unnamed')}</strong>
        <span>{warning.headline}</span>
      </p>
      <p className={css.facts}>
        <span>
          {assignee === null
            ? t('list.nobody', { unit: unit.name })
            : t('list.holder', { unit: unit.name, name: assignee.name })}
        </span>
        <span>{outcome === null ? common(`state.${state}`) : common(`outcome.${outcome}`)}</span>
        <span>{t('list.received', { at: at(warning.receivedAt) })}</span>
        {state !== 'closed' && (
          <span className={overdue ? css.bad : undefined}>
            {due === null ? t('list.kept') : t(overdue ? 'list.overdue' : 'list.due', { at: at(due) })}
          </span>
        )}
      </p>
    </>
  );
};

/** Of the clock that runs now: first the contact, then the meeting. */
const runningDue = ({ clock }: WarningSummary): string | null => {
  if (clock.metAt !== null) return null;
  return clock.contactedAt === null ? clock.contactDue : clock.meetDue;
};
