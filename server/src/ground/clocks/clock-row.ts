import {
  type Clock,
  type ClockPolicy,
  type ClockState,
  instantOf,
  nextStep,
  type Step,
} from '@lanzha/engine/deadlines';
import { calendarOf } from './calendars.ts';

/** Which clock: the duty `policy` of one subject of some room. */
export interface ClockKey {
  readonly kind: string;
  readonly id: string;
  readonly policy: string;
}

/** A row of table clocks. Spans in milliseconds of working time. */
export interface ClockRow {
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly policy: string;
  readonly calendar: string;
  /** Names → ids of rule_param versions. */
  readonly params: Readonly<Record<string, string>>;
  readonly due_ms: number;
  readonly prewarn_ms: readonly number[];
  readonly escalate_ms: readonly number[];
  readonly state: ClockState;
  readonly started_at: Date;
  readonly used_ms: number;
  readonly running_since: Date | null;
  readonly paused_until: Date | null;
  readonly ended_at: Date | null;
  readonly fired: readonly Step[];
  readonly warn_at: readonly Date[];
  readonly due_at: Date | null;
  readonly escalate_at: readonly Date[];
  readonly pauses: number;
  readonly pause_reason: string | null;
  readonly next_at: Date | null;
  readonly failures: number;
  readonly place_code: string;
  readonly unit_id: string;
  readonly version: number;
}

const key = ['subject_kind', 'subject_id', 'policy'] as const;
const rest = [
  'calendar',
  'params',
  'due_ms',
  'prewarn_ms',
  'escalate_ms',
  'state',
  'started_at',
  'used_ms',
  'running_since',
  'paused_until',
  'ended_at',
  'fired',
  'warn_at',
  'due_at',
  'escalate_at',
  'pauses',
  'pause_reason',
  'next_at',
  'failures',
  'place_code',
  'unit_id',
  'version',
] as const satisfies readonly (keyof ClockRow)[];

export const rowColumns = [...key, ...rest].join(', ');
export const changeable = rest.join(', ');
export const excluded = rest.map((column) => `excluded.${column}`).join(', ');

// bigint[] comes as an array of texts: node-postgres parses the single type only.
const numbers = (list: readonly (number | string)[]) => list.map(Number);

type Kept = Pick<
  ClockRow,
  | 'calendar'
  | 'due_ms'
  | 'prewarn_ms'
  | 'escalate_ms'
  | 'state'
  | 'started_at'
  | 'used_ms'
  | 'running_since'
  | 'paused_until'
  | 'ended_at'
  | 'fired'
>;

export function toClock(row: Kept): Clock {
  return {
    state: row.state,
    policy: {
      calendar: calendarOf(row.calendar),
      due: row.due_ms,
      prewarn: numbers(row.prewarn_ms),
      escalate: numbers(row.escalate_ms),
    },
    startedAt: row.started_at.getTime(),
    used: row.used_ms,
    runningSince: row.running_since?.getTime() ?? null,
    pausedUntil: row.paused_until?.getTime() ?? null,
    endedAt: row.ended_at?.getTime() ?? null,
    fired: row.fired,
  };
}

/** What of a row the clock decides; the instants are computed here and only here. */
export function fromClock(clock: Clock) {
  const { policy } = clock;
  const instants = (spans: readonly number[], name: 'prewarn' | 'escalate') =>
    spans.flatMap((_, i) => date(instantOf(clock, `${name}${i + 1}`)) ?? []);
  return {
    due_ms: policy.due,
    prewarn_ms: policy.prewarn,
    escalate_ms: policy.escalate,
    state: clock.state,
    started_at: new Date(clock.startedAt),
    used_ms: clock.used,
    running_since: date(clock.runningSince),
    paused_until: date(clock.pausedUntil),
    ended_at: date(clock.endedAt),
    fired: clock.fired,
    warn_at: instants(policy.prewarn, 'prewarn'),
    due_at: date(instantOf(clock, 'due')),
    escalate_at: instants(policy.escalate, 'escalate'),
    next_at: date(nextStep(clock)?.at ?? null),
  } satisfies Partial<ClockRow>;
}

export const date = (instant: number | null) => (instant === null ? null : new Date(instant));

export const samePolicy = (a: ClockPolicy, b: ClockPolicy): boolean =>
  a.calendar === b.calendar &&
  a.due === b.due &&
  String(a.prewarn) === String(b.prewarn) &&
  String(a.escalate) === String(b.escalate);
