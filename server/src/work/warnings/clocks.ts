import type { Level, WarningDuty } from '@lanzha/contract';
import { instantOf, startClock } from '@lanzha/engine/deadlines';
import { type ClockSpec, calendarOf } from '../../ground/clocks/index.ts';
import type { Params } from '../../ground/params/index.ts';

/** Deadlines of one round of work, and the parameter versions they came from (rules.md §6.3; local documents may differ). */
export interface Clocks {
  readonly contactDue: Date;
  readonly meetDue: Date | null;
  /** For the history: `levelParam`, `contactParam`, `meetParam` = ids of rule_param versions. */
  readonly params: Readonly<Record<string, string>>;
}

/** Kind of subject under which the clocks of warnings stand in the table. */
export const subjectKind = 'warning';
export const policyOf = { contact: 'warning.contact', meet: 'warning.meet' } as const satisfies Record<
  WarningDuty,
  string
>;

/** rules.md §6.3 gives a time for meeting only at the urgent level. */
const meetParam = {
  urgent: 'warning.urgent.meet',
  high: null,
  middle: null,
  low: null,
} as const satisfies Record<Level, string | null>;

const spanParam = (level: Level, duty: WarningDuty) =>
  duty === 'contact' ? `warning.${level}.contact` : (meetParam[level] ?? 'warning.urgent.meet');

/** Hours that cannot be read must not keep a warning from being raised: around the clock is the stricter calendar. */
function calendarText(params: Params, at: Date): string {
  if (params.value('warning.clock.calendar', at).value !== 'office') return 'always';
  const text = `office ${params.value('clock.office.hours', at).value}`;
  try {
    calendarOf(text);
    return text;
  } catch (error) {
    if (error instanceof RangeError) return 'always';
    throw error;
  }
}

export function clocksFor(params: Params, level: Level, from: Date): Clocks {
  const contact = `warning.${level}.contact`;
  const meet = meetParam[level];
  const calendar = calendarOf(calendarText(params, from));
  const due = (code: string) => {
    const policy = { calendar, prewarn: [], due: params.milliseconds(code, from), escalate: [] };
    return new Date(instantOf(startClock(policy, from.getTime()), 'due') ?? Number.NaN);
  };
  return {
    contactDue: due(contact),
    meetDue: meet === null ? null : due(meet),
    params: {
      levelParam: String(params.value(`scoring.level.${level}`, from).id),
      contactParam: String(params.value(contact, from).id),
      ...(meet === null ? {} : { meetParam: String(params.value(meet, from).id) }),
    },
  };
}

/**
 * The clock of one duty that is due at an instant: warned of before, by a share of its time, and going up first to the
 * leader of the unit, then to the duty officer of the centre (practice.md W3).
 */
export function specFor(params: Params, level: Level, duty: WarningDuty, at: Date, due: Date): ClockSpec {
  const codes = {
    due: spanParam(level, duty),
    prewarn: 'warning.clock.prewarn',
    leader: `warning.${level}.escalate.leader`,
    centre: `warning.${level}.escalate.centre`,
  };
  const share = params.number(codes.prewarn, at) / 100;
  return {
    calendar: calendarText(params, at),
    params: Object.fromEntries(
      Object.entries(codes).map(([name, code]) => [name, String(params.value(code, at).id)]),
    ),
    due,
    prewarn: (span) => (share > 0 && span >= 1_000 ? [span * share] : []),
    escalate: [params.milliseconds(codes.leader, at), params.milliseconds(codes.centre, at)].sort(
      (a, b) => a - b,
    ),
  };
}

/** New evidence never gives more time than there was. */
export function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
