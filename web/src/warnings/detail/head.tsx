import type { WarningDetail } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { useMedia } from '../../design/index.ts';
import { ParamMark } from '../../params/index.ts';
import { BigClock } from '../clock/clock.tsx';
import { runningClock } from '../clock/running-clock.ts';
import { LevelMark } from '../level.tsx';
import css from './detail.module.css';

/** The parameter that a running clock was set by. Only the urgent level has a time of its own for meeting (rules.md §6.3). */
const paramOf = {
  contact: ({ level }: WarningDetail) => `warning.${level}.contact`,
  meet: () => 'warning.urgent.meet',
} as const;

/** Level, what, who, where, who has it, and how long left. */
export const Head = ({ warning }: { warning: WarningDetail }) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  // On a phone the warning is a page of its own.
  const Headline = useMedia('phone') ? 'h1' : 'h2';
  const { outcome, state, fraudType, subject, place, unit, assignee } = warning;
  const clock = runningClock(warning);
  const line = [
    t('detail.no', { no: warning.no }),
    state === 'closed' && outcome !== null ? common(`outcome.${outcome}`) : common(`state.${state}`),
    fraudType === null ? null : common(`fraudType.${fraudType}`),
    place.name,
    assignee === null ? unit.name : `${unit.name} ${assignee.name}`,
  ];
  return (
    <header className={css.head}>
      <div className={css.what}>
        <p className={css.line}>
          <LevelMark warning={warning} badge />
          <strong>{subject.name ?? t('list.unnamed')}</strong>
        </p>
        <Headline className={css.headline}>{warning.headline}</Headline>
        <p className={css.where}>{line.filter(Boolean).join(' · ')}</p>
      </div>
      <div className={css.until}>
        <BigClock warning={warning} />
        {clock && <ParamMark code={paramOf[clock.what](warning)} />}
      </div>
    </header>
  );
};
