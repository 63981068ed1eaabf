import type { DutyClock } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { formatInstant, useLanguage } from '../../i18n/index.ts';

/** What is to be said of a clock beside its time: why it stands still, or to whom it went and goes next. */
export const useClockWords = () => {
  const { t } = useTranslation('warnings');
  const language = useLanguage();
  return (clock: DutyClock, now: number): string[] => {
    const at = (iso: string) => formatInstant(iso, language, 'moment', now);
    const { pausedUntil, pauseReason, escalations } = clock;
    if (pausedUntil !== null)
      return [
        ...(pauseReason === null ? [] : [t(`clock.reason.${pauseReason}`)]),
        t('clock.pausedUntil', { at: at(pausedUntil) }),
      ];
    const who = ({ to, unitName }: DutyClock['escalations'][number]) =>
      t(`clock.who.${to}`, { unit: unitName });
    const went = escalations.filter((each) => each.done).at(-1);
    const next = escalations.find((each) => !each.done);
    return [
      ...(went === undefined ? [] : [t('clock.went', { who: who(went) })]),
      ...(next === undefined ? [] : [t('clock.goes', { at: at(next.at), who: who(next) })]),
    ];
  };
};
