import type { Level } from '@lanzha/contract';
import { instantOf, startClock } from '@lanzha/engine/deadlines';
import type { Params } from '../../ground/params/index.ts';

/** Deadlines of one round of work, and the parameter versions they came from (rules.md §6.3; local documents may differ). */
export interface Clocks {
  readonly contactDue: Date;
  readonly meetDue: Date | null;
  /** For the history: `contactParam`, `meetParam` = ids of rule_param versions. */
  readonly params: Readonly<Record<string, string>>;
}

/** rules.md §6.3 gives a time for meeting only at the urgent level. */
const meetParam = {
  urgent: 'warning.urgent.meet',
  high: null,
  middle: null,
  low: null,
} as const satisfies Record<Level, string | null>;

export function clocksFor(params: Params, level: Level, from: Date): Clocks {
  const contact = `warning.${level}.contact`;
  const meet = meetParam[level];
  const due = (code: string) => {
    const allowed = params.milliseconds(code, from);
    const policy = { calendar: { kind: 'always' }, prewarn: 0, due: allowed, escalate: allowed } as const;
    return new Date(instantOf(startClock(policy, from.getTime()), 'due')!);
  };
  return {
    contactDue: due(contact),
    meetDue: meet === null ? null : due(meet),
    params: {
      contactParam: String(params.value(contact, from).id),
      ...(meet === null ? {} : { meetParam: String(params.value(meet, from).id) }),
    },
  };
}

/** New evidence never gives more time than there was. */
export function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
