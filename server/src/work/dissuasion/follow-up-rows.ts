import type { ContactMethod, FollowUp, FollowUpResult, FollowUpState, Outcome } from '@lanzha/contract';
import { levels } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { DissuasionDesk } from './desk.ts';
import { graceParam } from './plan.ts';
import { openWords } from './words.ts';

/** A row of table follow_up with the names that go with it. */
export interface FollowUpRow {
  readonly id: string;
  readonly warningId: string;
  readonly no: number;
  readonly level: number;
  readonly outcome: Outcome | null;
  readonly name: string | null;
  readonly step: number;
  readonly plannedAt: Date;
  readonly dueAt: Date;
  readonly state: FollowUpState;
  readonly result: FollowUpResult | null;
  readonly method: ContactMethod | null;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly endedByName: string | null;
  readonly unitId: string;
  readonly unitName: string;
  readonly placeCode: string;
  readonly assigneeId: string;
  readonly assigneeName: string;
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
  readonly version: number;
}

const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

export const followUpRows = `SELECT f.id, f.warning_id AS "warningId", w.no, w.level, w.outcome, w.subject_masked ->> 'name' AS name,
    f.step, f.planned_at AS "plannedAt", f.due_at AS "dueAt", f.state, f.result, f.method, f.ended_at AS "endedAt",
    f.ended_by AS "endedBy", e.name AS "endedByName", f.unit_id AS "unitId", u.name AS "unitName",
    f.place_code AS "placeCode", f.assignee_id AS "assigneeId", a.name AS "assigneeName", f.key_id AS "keyId", f.sealed,
    f.version, ${iso('f.due_at')} AS due_iso, ${iso('f.ended_at')} AS ended_iso
  FROM follow_up f JOIN warning w ON w.id = f.warning_id JOIN unit u ON u.id = f.unit_id
  JOIN person a ON a.id = f.assignee_id LEFT JOIN person e ON e.id = f.ended_by`;

export const contextOfFollowUp = (id: string) => `follow-up/${id}`;
export const opensAt = ({ plannedAt }: Pick<FollowUpRow, 'plannedAt'>, grace: number) =>
  new Date(plannedAt.getTime() - grace);

const undoParam = 'warning.undo';

/** Until when this person may take back what they noted; null when they may not, or no more. */
export function undoUntil(
  { actor, params, now }: Pick<DissuasionDesk, 'actor' | 'params' | 'now'>,
  { state, endedAt, endedBy }: Pick<FollowUpRow, 'state' | 'endedAt' | 'endedBy'>,
): Date | null {
  if (state !== 'done' || endedAt === null || endedBy !== actor.id) return null;
  if (!actor.acts.includes('warnings.handle')) return null;
  const until = new Date(endedAt.getTime() + params.milliseconds(undoParam, endedAt));
  return now <= until ? until : null;
}

/** Locks the row, after its warning, as every step of a warning does; undefined when it is not there or outside the scope. */
export async function lockFollowUp(tx: Tx, id: string): Promise<FollowUpRow | undefined> {
  await tx.query({
    name: 'lock-warning-of-follow-up',
    text: 'SELECT FROM warning WHERE id = (SELECT warning_id FROM follow_up WHERE id = $1) FOR UPDATE',
    values: [id],
  });
  const { rows } = await tx.query<FollowUpRow>({
    name: 'lock-follow-up',
    text: `${followUpRows} WHERE f.id = $1 FOR UPDATE OF f`,
    values: [id],
  });
  return rows[0];
}

export async function readFollowUp(desk: DissuasionDesk, id: string): Promise<FollowUp> {
  const { rows } = await desk.tx.query<FollowUpRow>({
    name: 'read-follow-up',
    text: `${followUpRows} WHERE f.id = $1`,
    values: [id],
  });
  const [row] = rows;
  if (row === undefined) throw new RangeError(`follow-up ${id} is not there`);
  return toFollowUp(desk, row);
}

/** Those of one warning: what is planned or was done; those that were cancelled say nothing any more. */
export async function readFollowUpsOf(desk: DissuasionDesk, warningId: string): Promise<FollowUp[]> {
  const { rows } = await desk.tx.query<FollowUpRow>({
    name: 'read-follow-ups-of-warning',
    text: `${followUpRows} WHERE f.warning_id = $1 AND f.state <> 'cancelled' ORDER BY f.made_version, f.step`,
    values: [warningId],
  });
  return toFollowUps(desk, rows);
}

/** One after the other: a transaction gives one statement at a time. */
export async function toFollowUps(desk: DissuasionDesk, rows: readonly FollowUpRow[]): Promise<FollowUp[]> {
  const items: FollowUp[] = [];
  for (const row of rows) items.push(await toFollowUp(desk, row));
  return items;
}

async function toFollowUp(desk: DissuasionDesk, row: FollowUpRow): Promise<FollowUp> {
  const { tx, vault, params, now } = desk;
  const { note } = await openWords(tx, vault, contextOfFollowUp(row.id), row);
  const level = levels[row.level];
  if (level === undefined) throw new RangeError(`no warning level ${row.level}`);
  return {
    id: row.id,
    warning: { id: row.warningId, no: row.no, level, outcome: row.outcome, name: row.name },
    step: row.step,
    plannedAt: row.plannedAt.toISOString(),
    opensAt: opensAt(row, params.milliseconds(graceParam, now)).toISOString(),
    dueAt: row.dueAt.toISOString(),
    state: row.state,
    result: row.result,
    method: row.method,
    note: note ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    endedBy: row.endedBy === null ? null : { id: row.endedBy, name: row.endedByName ?? '' },
    undoUntil: undoUntil(desk, row)?.toISOString() ?? null,
    unit: { id: row.unitId, name: row.unitName },
    assignee: { id: row.assigneeId, name: row.assigneeName },
    version: row.version,
  };
}
