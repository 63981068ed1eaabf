import type { Params } from '../../ground/params/index.ts';

const stepParams = ['follow_up.first', 'follow_up.second', 'follow_up.third'] as const;
export const graceParam = 'follow_up.grace';

export interface Planned {
  readonly step: number;
  readonly plannedAt: Date;
  readonly dueAt: Date;
  /** Names → ids of rule_param versions, for the clock. */
  readonly params: Readonly<Record<string, string>>;
}

/** When to look again after an ending: 24 hours, 72 hours, 7 days (rules.md §6.3), each with a grace before it is overdue. */
export function plannedAfter(params: Params, end: Date): Planned[] {
  const grace = params.milliseconds(graceParam, end);
  return stepParams.map((code, index) => {
    const plannedAt = new Date(end.getTime() + params.milliseconds(code, end));
    return {
      step: index + 1,
      plannedAt,
      dueAt: new Date(plannedAt.getTime() + grace),
      params: { due: String(params.value(code, end).id), grace: String(params.value(graceParam, end).id) },
    };
  });
}
