import type { WarningSummary } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { useServerSecond } from '../../api/index.ts';
import { formatInstant, useLanguage } from '../../i18n/index.ts';
import css from './clock.module.css';
import { runningClock, spanOf, urgencyOf } from './running-clock.ts';

type Timed = Pick<WarningSummary, 'clock' | 'receivedAt' | 'state' | 'outcome' | 'level'>;
const two = (value: number) => String(value).padStart(2, '0');

/** Time left, counted each second on the server's time; keeps its width. */
export const Clock = ({ warning }: { warning: Timed }) => {
  const { t } = useTranslation('warnings');
  const { t: common } = useTranslation();
  const now = useServerSecond();
  const clock = runningClock(warning);
  if (clock === null) {
    const words =
      warning.outcome === null ? common(`state.${warning.state}`) : common(`outcome.${warning.outcome}`);
    return <span className={css.clock}>{words}</span>;
  }
  const urgency = urgencyOf(clock, now);
  const { unit, large, small } = spanOf(clock.due - now);
  return (
    <time className={css.clock} data-urgency={urgency} dateTime={new Date(clock.due).toISOString()}>
      {t(`clock.${urgency === 'over' ? 'over' : 'left'}.${unit}`, { large, small: two(small) })}
    </time>
  );
};

/** The clock in the head of a warning: what is owed, how long, by when, and what follows. */
export const BigClock = ({ warning }: { warning: Timed }) => {
  const { t } = useTranslation('warnings');
  const language = useLanguage();
  const now = useServerSecond();
  const clock = runningClock(warning);
  if (clock === null) {
    if (warning.state === 'closed') return null;
    return <p className={css.owed}>{t('clock.kept')}</p>;
  }
  const urgency = urgencyOf(clock, now);
  return (
    <div className={css.big} data-urgency={urgency}>
      <p className={css.owed}>{t(`clock.${clock.what}`)}</p>
      <Clock warning={warning} />
      <p className={css.owed}>
        {t(urgency === 'over' ? 'clock.wasDue' : 'clock.due', {
          at: formatInstant(new Date(clock.due).toISOString(), language, 'moment', now),
        })}
      </p>
    </div>
  );
};
