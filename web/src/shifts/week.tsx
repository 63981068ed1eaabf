import type { Roster, Shift } from '@lanzha/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { Icon } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { Dialog } from '../overlays/index.ts';
import { dayLabel, dayOf, daysFrom, gapsOn } from './days.ts';
import { ShiftCard } from './shift-card.tsx';
import css from './shifts.module.css';
import { ToldNotice, useTold } from './told.tsx';

/** Seven days side by side; below each other on a phone. A shift stands on the day on which it begins. */
export const Week = ({ roster }: { roster: Roster }) => {
  const { t } = useTranslation('shifts');
  const language = useLanguage();
  const told = useTold();
  const [chosen, setChosen] = useState<string | null>(null);
  const time = (instant: string) => formatInstant(instant, language, 'time');
  const today = dayOf(serverNow());
  const days = daysFrom(roster.from, 7);
  // What began before the week stands on its first day.
  const onDay = (instant: string, day: string) =>
    dayOf(instant) === day || (day === days[0] && dayOf(instant) < day);
  const clashing = new Map(
    roster.clashes.flatMap(({ shifts, why }) => shifts.map((id) => [id, why] as const)),
  );
  const state = ({ state, punctual }: Shift) =>
    punctual === 'ok' ? (state === 'planned' ? null : t(`state.${state}`)) : t(`punctual.${punctual}`);
  const shift = roster.shifts.find(({ id }) => id === chosen);
  return (
    <>
      {shift === undefined && <ToldNotice told={told} shifts={[]} />}
      <ol className={css.week} aria-label={t('tabs.roster')}>
        {days.map((day) => (
          <li key={day} className={css.day} data-today={day === today || undefined}>
            <h3>{dayLabel(day, language)}</h3>
            <ul>
              {roster.shifts
                .filter(({ startsAt }) => onDay(startsAt, day))
                .map((one) => (
                  <li key={one.id}>
                    <button
                      type="button"
                      className={css.slot}
                      data-bad={clashing.has(one.id) || one.punctual === 'missed' || undefined}
                      onClick={() => setChosen(one.id)}
                    >
                      <strong>{one.person.name}</strong>
                      <span>
                        {t('week.slot', { from: time(one.startsAt), to: time(one.endsAt), role: one.role })}
                      </span>
                      {state(one) && <span>{state(one)}</span>}
                      {clashing.has(one.id) && (
                        <span className={css.bad}>
                          <Icon name="alert" />
                          {t(`clash.${clashing.get(one.id) ?? 'role'}`)}
                        </span>
                      )}
                    </button>
                  </li>
                ))}
              {gapsOn(roster.gaps, day).map(({ from, to, whole }) => (
                <li key={from} className={css.gap}>
                  <Icon name="alert" />
                  {whole ? t('week.gapDay') : t('week.gap', { from: time(from), to: time(to) })}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      <Dialog open={shift !== undefined} title={t('week.one')} onClose={() => setChosen(null)} wide>
        {shift && (
          <>
            <ToldNotice told={told} shifts={[shift]} />
            <ShiftCard told={told} shift={shift} />
          </>
        )}
      </Dialog>
    </>
  );
};
