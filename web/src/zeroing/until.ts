import { dayOf } from '../i18n/index.ts';

/** What a control for date and time holds, in Asia/Shanghai, as an instant; null when it holds none. */
export const instantOf = (typed: string): string | null => {
  const instant = new Date(`${typed.slice(0, 16)}:00+08:00`);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
};

const dayMs = 86_400_000;
/** The next morning: most plans are for then. */
export const suggestUntil = (now: number): string => `${dayOf(new Date(now + dayMs))}T10:00`;
