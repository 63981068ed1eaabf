import type { WarningDetail, WarningSummary } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { useServerSecond } from '../../api/index.ts';
import { formatInstant, spanOf, useLanguage } from '../../i18n/index.ts';
import css from './clock.module.css';
import { PauseControl } from './pause-control.tsx';
import { runningClock, urgencyOf } from './running-clock.ts';
import { useClockWords } from './use-clock-words.ts';

type Timed = Pick<WarningSummary, 'clock' | 'state' | 'outcome'>;
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
  if (urgency === 'still')
    return (
      <span className={css.clock} data-urgency={urgency}>
        {t('clock.paused')}
      </span>
    );
  const { unit, large, small } = spanOf(clock.due - now);
  return (
    <time className={css.clock} data-urgency={urgency} dateTime={new Date(clock.due).toISOString()}>
      {t(`clock.${urgency === 'over' ? 'over' : 'left'}.${unit}`, { large, small: two(small) })}
    </time>
  );
};

/** The clock in the head of a warning: what is owed, how long, by when, to whom it goes next, and its pause. */
export const BigClock = ({ warning }: { warning: WarningDetail }) => {
  const { t } = useTranslation('warnings');
  const language = useLanguage();
  const now = useServerSecond();
  const words = useClockWords();
  const clock = runningClock(warning);
  if (clock === null) {
    if (warning.state === 'closed') return null;
    return <p className={css.owed}>{t('clock.kept')}</p>;
  }
  const urgency = urgencyOf(clock, now);
  const whole = warning.clocks.find((each) => each.clock === clock.what);
  const at = formatInstant(new Date(clock.due).toISOString(), language, 'moment', now);
  const due = {
    still: 'clock.dueLatest',
    calm: 'clock.due',
    soon: 'clock.due',
    over: 'clock.wasDue',
  } as const;
  return (
    <div className={css.big} data-urgency={urgency}>
      <p className={css.owed}>{t(`clock.${clock.what}`)}</p>
      <Clock warning={warning} />
      <p className={css.owed}>{t(due[urgency], { at })}</p>
      {whole &&
        words(whole, now).map((line) => (
          <p key={line} className={css.next}>
            {line}
          </p>
        ))}
      {whole && <PauseControl key={warning.id} warning={warning} clock={whole} />}
    </div>
  );
};
