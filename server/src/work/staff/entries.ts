import type { EntryKind, StaffDetail } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { type StaffDesk, writeHistory } from './desk.ts';
import { getStaff } from './find-staff.ts';

export interface EntryInput {
  readonly id: string;
  readonly kind: EntryKind;
  readonly title: string;
  readonly fromUnit?: string | undefined;
  readonly fromDay: string;
  readonly toDay?: string | undefined;
  readonly hours?: number | undefined;
  readonly certificate?: string | undefined;
}

/** Adds a secondment, a training or a qualification. Where somebody comes from may lie outside the scope. */
export async function addEntry(
  desk: StaffDesk,
  input: EntryInput,
): Promise<StaffDetail | Refusal<'NOT_FOUND'> | Refusal<'LEFT'> | Refusal<'UNKNOWN_UNIT'>> {
  const { tx, actor } = desk;
  const { rows } = await tx.query<{ left: boolean }>(
    'SELECT left_day IS NOT NULL AS left FROM staff_member WHERE id = $1 FOR UPDATE',
    [input.id],
  );
  if (rows[0] === undefined) return refuse('NOT_FOUND');
  if (rows[0].left) return refuse('LEFT');
  if (input.fromUnit !== undefined) {
    const { rowCount } = await tx.query('SELECT FROM unit WHERE id = $1', [input.fromUnit]);
    if (rowCount !== 1) return refuse('UNKNOWN_UNIT');
  }
  await tx.query(
    `INSERT INTO staff_entry (member_id, kind, title, from_unit, from_day, to_day, hours, certificate, made_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      input.id,
      input.kind,
      input.title,
      input.fromUnit ?? null,
      input.fromDay,
      input.toDay ?? null,
      input.hours ?? null,
      input.certificate || null,
      actor.id,
    ],
  );
  await writeHistory(desk, input.id, 'entry', { kind: input.kind, title: input.title });
  return getStaff(desk, input.id);
}

/** What was entered by mistake is struck out; it stays readable with who did it and why. */
export async function strikeEntry(
  desk: StaffDesk,
  input: { id: string; why: string },
): Promise<StaffDetail | Refusal<'NOT_FOUND'> | Refusal<'ALREADY_STRUCK'>> {
  const { tx, actor, now } = desk;
  const { rows } = await tx.query<{ member: string; title: string; struck: boolean }>(
    'SELECT member_id AS member, title, struck_at IS NOT NULL AS struck FROM staff_entry WHERE id = $1 FOR UPDATE',
    [input.id],
  );
  const entry = rows[0];
  if (entry === undefined) return refuse('NOT_FOUND');
  if (entry.struck) return refuse('ALREADY_STRUCK');
  await tx.query('UPDATE staff_entry SET struck_by = $2, struck_at = $3, struck_why = $4 WHERE id = $1', [
    input.id,
    actor.id,
    now,
    input.why,
  ]);
  await writeHistory(desk, entry.member, 'strike', { title: entry.title, why: input.why });
  return getStaff(desk, entry.member);
}
