import type { RetentionKind } from '@lanzha/contract';
import type { Params } from '../../ground/params/index.ts';
import type { KeepingTimes } from '../warnings/index.ts';

export const parameterOf = {
  signals: 'signal.payload.kept',
  'warnings.false': 'warning.false.kept',
  'warnings.effective': 'warning.kept',
  subjects: 'subject.idle.kept',
  notes: 'shift.notes.kept',
  receipts: 'signal.id.remembered',
} as const satisfies Record<RetentionKind, string>;

const day = 86_400_000;

export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);
export const startOf = (name: string): Date => new Date(`${name}T00:00:00Z`);
export const daysAfter = (instant: Date, days: number): Date => new Date(instant.getTime() + days * day);

export function keepingTimes(params: Params, now: Date): KeepingTimes {
  return {
    falseAlarm: params.milliseconds(parameterOf['warnings.false'], now),
    effective: params.milliseconds(parameterOf['warnings.effective'], now),
  };
}

/** The last day whose slice is old enough in full: a whole day and the keeping time have passed since it began. */
export const lastDayOlderThan = (now: Date, kept: number): string =>
  dayOf(new Date(now.getTime() - kept - day));

/** The day on which the slice of a day is destroyed. */
export const destroyedOn = (slice: string, kept: number): string =>
  dayOf(new Date(startOf(slice).getTime() + kept + day));
