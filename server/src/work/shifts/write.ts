import type { ShiftDetail, ShiftState } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { Seen, ShiftDesk } from './desk.ts';
import { readShifts, type ShiftRow } from './row.ts';

type Changed = Refusal<'CHANGED', { version: number; by: string | null }>;
export type HoldRefusal = Refusal<'NOT_FOUND'> | Changed;

/** Locks the shift for somebody who has seen `version`. */
export async function holdShift(desk: ShiftDesk, seen: Seen): Promise<ShiftRow | HoldRefusal> {
  const [row] = await readShifts(desk, 'WHERE s.id = $4 FOR UPDATE OF s', [seen.id]);
  if (row === undefined) return refuse('NOT_FOUND');
  if (row.version === seen.version) return row;
  const { rows } = await desk.tx.query<{ name: string }>(
    `SELECT p.name FROM shift_history h JOIN person p ON p.id = h.actor_id WHERE h.shift_id = $1 ORDER BY h.version DESC LIMIT 1`,
    [row.id],
  );
  return refuse('CHANGED', { version: row.version, by: rows[0]?.name ?? null });
}

/** Columns that a step may change. */
export type ShiftChanges = Partial<{
  on_at: Date;
  handed_at: Date | null;
  ended_at: Date;
  taker_id: string | null;
  next_id: string;
  note_key: number | null;
  note_sealed: Buffer | null;
  open: string | null;
  read_at: Date;
  reason_key: number;
  reason_sealed: Buffer;
  seen_by: string;
  seen_at: Date;
}>;

export interface ShiftStepToWrite {
  readonly act: ShiftDetail['history'][number]['act'];
  readonly to: ShiftState;
  readonly changes?: ShiftChanges;
  /** What was written with it; kept sealed. */
  readonly words?: { readonly keyId: number; readonly sealed: Buffer } | undefined;
  readonly detail?: object;
}

/** Writes one step: the row with its next version, and its entry. The caller holds the row. @returns the version made */
export async function writeStep(
  { tx, actor, now }: ShiftDesk,
  row: Pick<ShiftRow, 'id' | 'state'>,
  { act, to, changes = {}, words, detail = {} }: ShiftStepToWrite,
): Promise<number> {
  const columns = Object.entries(changes);
  const sets = columns.map(([column], at) => `${column} = $${at + 3}`);
  const { rows } = await tx.query<{ version: number }>(
    `UPDATE shift SET ${['state = $2', 'version = version + 1', ...sets].join(', ')} WHERE id = $1 RETURNING version`,
    [row.id, to, ...columns.map(([, value]) => value)],
  );
  const version = rows[0]?.version ?? 0;
  await tx.query(
    `INSERT INTO shift_history (shift_id, version, at, actor_id, act, from_state, to_state, key_id, sealed, detail)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.id,
      version,
      now,
      actor.id,
      act,
      row.state,
      to,
      words?.keyId ?? null,
      words?.sealed ?? null,
      JSON.stringify(detail),
    ],
  );
  return version;
}

/** The entry that a new shift begins with. */
export async function writeFirst(
  { tx, actor, now }: ShiftDesk,
  id: string,
  detail: object = {},
): Promise<void> {
  await tx.query(
    `INSERT INTO shift_history (shift_id, version, at, actor_id, act, to_state, detail) VALUES ($1, 1, $2, $3, 'plan', 'planned', $4)`,
    [id, now, actor.id, JSON.stringify(detail)],
  );
}
