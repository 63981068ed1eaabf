import { type ContactMethod, type FollowUpResult, needsBasis } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { DissuasionDesk, Lying, StepOf } from './desk.ts';
import { clockKinds, give, orderOf, specOf } from './duty-clocks.ts';
import { contextOfFollowUp, type FollowUpRow, lockFollowUp, opensAt } from './follow-up-rows.ts';
import { graceParam, plannedAfter } from './plan.ts';
import { sealWords } from './words.ts';

/** The follow-ups of an ending, for the unit that ended it: tasks of who closed it, each with a clock. */
export async function planFollowUps(desk: DissuasionDesk, at: Lying): Promise<void> {
  const { tx, params, actor, now } = desk;
  const planned = plannedAfter(params, now);
  const { rows } = await tx.query<{ id: string; step: number }>({
    name: 'insert-follow-ups',
    text: `INSERT INTO follow_up (warning_id, made_version, step, planned_at, due_at, unit_id, place_code, assignee_id)
           SELECT $1, $2, step, planned, due, $3, $4, $5 FROM unnest($6::smallint[], $7::timestamptz[], $8::timestamptz[])
             AS p (step, planned, due) RETURNING id, step`,
    values: [
      at.warningId,
      at.version,
      at.unitId,
      at.placeCode,
      actor.id,
      planned.map(({ step }) => step),
      planned.map(({ plannedAt }) => plannedAt),
      planned.map(({ dueAt }) => dueAt),
    ],
  });
  await give(
    desk,
    rows.flatMap(({ id, step }) => {
      const plan = planned.find((each) => each.step === step);
      if (plan === undefined) return [];
      const before = plan.dueAt.getTime() - plan.plannedAt.getTime();
      return [
        orderOf(
          clockKinds.followUp,
          { ...at, id },
          { act: 'run', spec: specOf(plan.params, plan.dueAt, before) },
        ),
      ];
    }),
  );
}

type Ended = Pick<FollowUpRow, 'id' | 'unitId' | 'placeCode' | 'plannedAt' | 'dueAt'>;
const ended =
  'id, unit_id AS "unitId", place_code AS "placeCode", planned_at AS "plannedAt", due_at AS "dueAt"';

/** The work begins again: nobody needs to look after an ending that is none. */
export async function cancelFollowUps(desk: DissuasionDesk, { warningId, version }: StepOf): Promise<void> {
  const { rows } = await desk.tx.query<Ended>({
    name: 'cancel-follow-ups',
    text: `UPDATE follow_up SET state = 'cancelled', ended_version = $2, ended_at = $3, ended_by = $4, version = version + 1
           WHERE warning_id = $1 AND state = 'open' RETURNING ${ended}`,
    values: [warningId, version, desk.now, desk.actor.id],
  });
  await give(
    desk,
    rows.map((row) => orderOf(clockKinds.followUp, row, { act: 'cancel' })),
  );
}

/** A step was taken back: what it planned is cancelled, what it cancelled is open again with the time it had. */
export async function takeBackFollowUps(
  desk: DissuasionDesk,
  undone: StepOf,
  byVersion: number,
): Promise<void> {
  const { tx, now, actor } = desk;
  const { rows: dropped } = await tx.query<Ended>({
    name: 'drop-follow-ups',
    text: `UPDATE follow_up SET state = 'cancelled', ended_version = $3, ended_at = $4, ended_by = $5, version = version + 1
           WHERE warning_id = $1 AND made_version = $2 AND state = 'open' RETURNING ${ended}`,
    values: [undone.warningId, undone.version, byVersion, now, actor.id],
  });
  const { rows: restored } = await tx.query<Ended>({
    name: 'restore-follow-ups',
    text: `UPDATE follow_up SET state = 'open', ended_version = NULL, ended_at = NULL, ended_by = NULL, version = version + 1
           WHERE warning_id = $1 AND ended_version = $2 AND state = 'cancelled' RETURNING ${ended}`,
    values: [undone.warningId, undone.version],
  });
  await give(desk, [
    ...dropped.map((row) => orderOf(clockKinds.followUp, row, { act: 'cancel' })),
    ...restored.map((row) =>
      orderOf(clockKinds.followUp, row, {
        act: 'run',
        spec: specOf({}, row.dueAt, row.dueAt.getTime() - row.plannedAt.getTime()),
      }),
    ),
  ]);
}

export interface Finished {
  readonly id: string;
  readonly warningId: string;
  readonly step: number;
  readonly late: boolean;
}
export type FinishRefusal =
  | Refusal<'NOT_FOUND'>
  | Refusal<'CHANGED', { version: number; by: string | null }>
  | Refusal<'NOT_OPEN'>
  | Refusal<'TOO_EARLY', { from: string }>
  | Refusal<'MISSING', { field: string }>;

/** What somebody found when looking again. Bad news may come at any time; that all is well counts only when it is time. */
export async function finishFollowUp(
  desk: DissuasionDesk,
  input: {
    readonly id: string;
    readonly version: number;
    readonly result: FollowUpResult;
    readonly method: ContactMethod;
    readonly note?: string | undefined;
  },
): Promise<Finished | FinishRefusal> {
  const { tx, vault, params, now, actor } = desk;
  const row = await lockFollowUp(tx, input.id);
  if (row === undefined) return refuse('NOT_FOUND');
  if (row.version !== input.version) return refuse('CHANGED', { version: row.version, by: row.endedByName });
  if (row.state !== 'open') return refuse('NOT_OPEN');
  const { result, method, note = '' } = input;
  // Relatives and others only on a ground, which stands in a record of contact (rules.md U6).
  if (needsBasis(method)) return refuse('MISSING', { field: 'method' });
  const from = opensAt(row, params.milliseconds(graceParam, now));
  const good = result === 'safe' || result === 'not_reached';
  if (good && now < from) return refuse('TOO_EARLY', { from: from.toISOString() });
  if (result !== 'safe' && note === '') return refuse('MISSING', { field: 'note' });
  const sealed = await sealWords(tx, vault, contextOfFollowUp(row.id), { note }, now);
  await tx.query({
    name: 'finish-follow-up',
    text: `UPDATE follow_up SET state = 'done', result = $2, method = $3, ended_at = $4, ended_by = $5, key_id = $6, sealed = $7,
             version = version + 1 WHERE id = $1`,
    values: [row.id, result, method, now, actor.id, sealed?.keyId ?? null, sealed?.sealed ?? null],
  });
  await give(desk, [orderOf(clockKinds.followUp, row, { act: 'meet' })]);
  return { id: row.id, warningId: row.warningId, step: row.step, late: now > row.dueAt };
}
