import type { ClockHandler, ClockSpec } from '../../ground/clocks/index.ts';
import { orderClocks } from '../../ground/clocks/index.ts';
import { notify } from '../../ground/notify/index.ts';
import type { Params } from '../../ground/params/index.ts';
import type { IncidentsDesk } from './desk.ts';

/** The elements are with the upper platform within thirty minutes of the report (rules.md §3.1). */
export const clockKind = 'incident';
export const clockPolicy = 'incident.report';
const dueParam = 'incident.report.minutes';
const prewarnParam = 'incident.report.prewarn';

export const reportDue = (params: Params, openedAt: Date): Date =>
  new Date(openedAt.getTime() + params.milliseconds(dueParam, openedAt));

function specOf(params: Params, at: Date, due: Date): ClockSpec {
  const before = params.milliseconds(prewarnParam, at);
  return {
    calendar: 'always',
    params: {
      due: String(params.value(dueParam, at).id),
      prewarn: String(params.value(prewarnParam, at).id),
    },
    due,
    prewarn: (span) => (before > 0 && span > before ? [before] : []),
    escalate: [],
  };
}

interface Timed {
  readonly id: string;
  readonly placeCode: string;
  readonly unitId: string;
  readonly reportDue: Date;
}

export async function orderReportClock(
  { tx, params, actor, now }: IncidentsDesk,
  { id, placeCode, unitId, reportDue: due }: Timed,
  act: 'run' | 'meet' | 'cancel',
): Promise<void> {
  const key = { kind: clockKind, id, policy: clockPolicy, placeCode, unitId };
  const order = act === 'run' ? { ...key, act, spec: specOf(params, now, due) } : { ...key, act };
  await orderClocks(tx, [order], now, actor.id);
}

interface Subject {
  readonly id: string;
  readonly no: number;
  readonly unitId: string;
  readonly openedBy: string;
}

/** Who opened it hears while there is time; being late is told to the leader of the unit too. */
export function incidentClocks(): ClockHandler<Subject> {
  return {
    async hold(tx, ids) {
      const { rows } = await tx.query<Subject>({
        name: 'hold-incidents-of-clocks',
        text: `SELECT id, no, unit_id AS "unitId", opened_by AS "openedBy" FROM incident
               WHERE id = ANY ($1) AND state IN ('draft', 'collected') FOR KEY SHARE SKIP LOCKED`,
        values: [ids],
      });
      return new Map(rows.map((row) => [row.id, row]));
    },
    async fire(tx, firings) {
      for (const { step, subject } of firings) {
        const { id, no, unitId, openedBy } = subject;
        const soon = step.startsWith('prewarn');
        await notify(tx, {
          to: soon ? { person: openedBy } : [{ person: openedBy }, { unit: unitId, role: 'leader' }],
          kind: soon ? 'incident.due' : 'incident.overdue',
          params: { no },
          link: `/incidents/${id}`,
          unitId,
          urgent: true,
        });
      }
    },
  };
}
