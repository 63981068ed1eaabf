import type { LiveEvent, WarningDuty } from '@lanzha/contract';
import type { ClockHandler, Firing } from '../../ground/clocks/index.ts';
import { type Published, publish } from '../../ground/live/index.ts';
import { listBorrowers, withBorrowers } from './borrowers.ts';
import type { WarningsDeps } from './desk.ts';
import { readSuperiors, type Superior } from './escalation.ts';
import { appendHistory, type Entry } from './history.ts';
import type { WarningRow } from './row.ts';
import { type ClockNews, tellOfClocks } from './tell-people.ts';

type Fired = Pick<WarningRow, 'id' | 'no' | 'version' | 'state' | 'place_code' | 'unit_id' | 'assignee_id'>;

/**
 * What happens to a warning when one of its clocks speaks: the holder hears the pre-warning; being overdue, and going up
 * a level, stand in its history for good. The row of the warning is not touched: nobody who works on it is disturbed.
 */
export function warningClocks({ vault }: Pick<WarningsDeps, 'vault'>): ClockHandler<Fired> {
  return {
    async hold(tx, ids) {
      const { rows } = await tx.query<Fired>({
        name: 'hold-warnings-of-clocks',
        text: `SELECT id, no, version, state, place_code, unit_id, assignee_id FROM warning
               WHERE id = ANY ($1) FOR KEY SHARE SKIP LOCKED`,
        values: [ids],
      });
      return new Map(rows.map((row) => [row.id, row]));
    },
    async fire(tx, firings, now) {
      const open = firings.filter(({ subject }) => subject.state !== 'closed');
      const up = open.filter(({ step }) => step.startsWith('escalate'));
      const superiors =
        up.length === 0
          ? undefined
          : await readSuperiors(
              tx,
              up.map(({ subject }) => subject.unit_id),
            );
      const said = open.map((firing): Said => {
        const superior = superiorOf(superiors?.get(firing.subject.unit_id), firing.step);
        return { ...firing, superior };
      });
      const entries = said.flatMap((each) => entryOf(each, now));
      if (entries.length > 0) await appendHistory(tx, vault, entries);
      const news = said.flatMap((each) => newsOf(each, now));
      const borrowers = await listBorrowers(
        tx,
        open.map(({ subject }) => subject.id),
      );
      await publish(tx, ...withBorrowers(news, borrowers));
      await tellOfClocks(tx, said.flatMap(noticeOf));
    },
  };
}

type Said = Firing<Fired> & { readonly superior: Superior | undefined };

const dutyOf = (policy: string): WarningDuty => (policy === 'warning.meet' ? 'meet' : 'contact');

/** `escalate1` is the nearest above, every later one the farthest that there is. */
function superiorOf(ladder: readonly Superior[] | undefined, step: Firing['step']): Superior | undefined {
  const number = Number(/^escalate(\d+)$/.exec(step)?.[1]);
  return Number.isNaN(number) ? undefined : (ladder?.[number - 1] ?? ladder?.at(-1));
}

function entryOf({ subject: warning, policy, step, clock, superior }: Said, at: Date): Entry[] {
  const common = {
    warningId: warning.id,
    version: warning.version,
    at,
    actor: null,
    by: 'law',
    from: warning.state,
    to: warning.state,
  } as const;
  const about = { clock: dutyOf(policy), dueAt: clock.due_at?.toISOString() ?? '' };
  if (step === 'due')
    return [
      {
        ...common,
        act: 'overdue',
        detail: { ...about, ...(clock.params.due === undefined ? {} : { param: clock.params.due }) },
      },
    ];
  if (step === 'resume') return [{ ...common, act: 'resume', detail: about }];
  if (superior === undefined) return [];
  const { role, unitId, unitName } = superior;
  return [{ ...common, act: 'escalate', detail: { ...about, step, role, unit: unitId, unitName } }];
}

/** The holder is told while there is time; whom it went up to is told that there is none. */
function noticeOf({ subject: { id, no, unit_id, assignee_id }, step, superior }: Said): ClockNews[] {
  const about = { id, no, unitId: unit_id };
  if (step.startsWith('prewarn') && assignee_id !== null)
    return [{ ...about, kind: 'warning.due', to: { person: assignee_id } }];
  if (superior === undefined) return [];
  return [{ ...about, kind: 'warning.overdue', to: { unit: superior.unitId, role: superior.role } }];
}

const kinds = ['prewarn', 'due', 'escalate', 'resume'] as const;

/** A pre-warning is for the holder alone while there is one; the rest is for all who may see the warning, and whom it went up to. */
function newsOf({ subject: warning, policy, step, superior }: Said, now: Date): Published[] {
  const kind = kinds.find((each) => step.startsWith(each));
  if (kind === undefined) return [];
  const body: LiveEvent = {
    type: 'warning.clock',
    id: warning.id,
    clock: dutyOf(policy),
    step: kind,
    at: now.toISOString(),
  };
  const here = { topic: 'warnings', placeCode: warning.place_code, unitId: warning.unit_id, body };
  if (kind === 'prewarn') return [{ ...here, personId: warning.assignee_id }];
  return superior === undefined || superior.unitId === warning.unit_id
    ? [here]
    : [here, { ...here, placeCode: '', unitId: superior.unitId }];
}
