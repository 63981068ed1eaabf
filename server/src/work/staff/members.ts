import type { StaffDetail } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { endContactsOf } from './contacts.ts';
import { dayOf, findPlaceOf, type StaffDesk, writeHistory } from './desk.ts';
import { getStaff } from './find-staff.ts';
import { keepPhone } from './phones.ts';

export interface MemberInput {
  readonly name: string;
  readonly unit: string;
  readonly post: string;
  readonly account?: string | null | undefined;
  /** undefined: as it is. */
  readonly phone?: string | null | undefined;
}

type BadMember = Refusal<'UNKNOWN_UNIT'> | Refusal<'UNKNOWN_ACCOUNT'> | Refusal<'ACCOUNT_TAKEN'>;
type Changed = Refusal<'CHANGED', { version: number | null; by: string | null }>;
export type Held = Refusal<'NOT_FOUND'> | Changed;

export async function createMember(desk: StaffDesk, input: MemberInput): Promise<StaffDetail | BadMember> {
  const place = await findPlaceOf(desk, input.unit);
  if (place === undefined) return refuse('UNKNOWN_UNIT');
  const bad = await whyNotAccount(desk, input, null);
  if (bad !== null) return bad;
  const { rows } = await desk.tx.query<{ id: string }>(
    `INSERT INTO staff_member (name, unit_id, place_code, post, account_id) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [input.name, input.unit, place, input.post, input.account ?? null],
  );
  const id = rows[0]?.id ?? '';
  if (input.phone) await keepPhone(desk, id, input.phone);
  await writeHistory(desk, id, 'create', { post: input.post });
  return getStaff(desk, id);
}

/** Moving to another unit leaves the functions of the old one: they show as gaps. */
export async function changeMember(
  desk: StaffDesk,
  input: MemberInput & { id: string; version: number },
): Promise<StaffDetail | BadMember | Held | Refusal<'LEFT'>> {
  const held = await holdMember(desk, input);
  if ('code' in held) return held;
  const place = await findPlaceOf(desk, input.unit);
  if (place === undefined) return refuse('UNKNOWN_UNIT');
  const bad = await whyNotAccount(desk, input, input.id);
  if (bad !== null) return bad;
  if (held.unit !== input.unit) await endContactsOf(desk, input.id, '调离原单位');
  await desk.tx.query(
    `UPDATE staff_member SET name = $2, unit_id = $3, place_code = $4, post = $5, account_id = $6, version = version + 1
     WHERE id = $1`,
    [input.id, input.name, input.unit, place, input.post, input.account ?? null],
  );
  if (input.phone !== undefined) await keepPhone(desk, input.id, input.phone);
  const detail = {
    ...(held.unit === input.unit ? {} : { unitBefore: held.unitName }),
    ...(held.post === input.post ? {} : { postBefore: held.post }),
    ...(held.name === input.name ? {} : { nameBefore: held.name }),
  };
  await writeHistory(desk, input.id, 'change', detail);
  return getStaff(desk, input.id);
}

/** Gone from the unit; what the person was stays readable, and the functions stand empty from today on. */
export async function leaveMember(
  desk: StaffDesk,
  input: { id: string; version: number; why: string },
): Promise<StaffDetail | Held | Refusal<'LEFT'>> {
  const held = await holdMember(desk, input);
  if ('code' in held) return held;
  await endContactsOf(desk, input.id, input.why);
  await desk.tx.query('UPDATE staff_member SET left_day = $2, version = version + 1 WHERE id = $1', [
    input.id,
    dayOf(desk.now),
  ]);
  await writeHistory(desk, input.id, 'leave', { why: input.why });
  return getStaff(desk, input.id);
}

interface HeldMember {
  readonly name: string;
  readonly post: string;
  readonly unit: string;
  readonly unitName: string;
}

async function holdMember(
  { tx }: StaffDesk,
  seen: { id: string; version: number },
): Promise<HeldMember | Held | Refusal<'LEFT'>> {
  const { rows } = await tx.query<HeldMember & { version: number; leftDay: unknown; by: string | null }>(
    `SELECT m.name, m.post, m.unit_id AS unit, u.name AS "unitName", m.version, m.left_day AS "leftDay",
            (SELECT p.name FROM staff_history h JOIN person p ON p.id = h.actor_id WHERE h.member_id = m.id
             ORDER BY h.id DESC LIMIT 1) AS by
     FROM staff_member m JOIN unit u ON u.id = m.unit_id WHERE m.id = $1 FOR UPDATE OF m`,
    [seen.id],
  );
  const row = rows[0];
  if (row === undefined) return refuse('NOT_FOUND');
  if (row.leftDay !== null) return refuse('LEFT');
  return row.version === seen.version ? row : refuse('CHANGED', { version: row.version, by: row.by });
}

/** An account belongs to the same unit, and to one person of the register. */
async function whyNotAccount(
  { tx }: StaffDesk,
  { account, unit }: MemberInput,
  member: string | null,
): Promise<Refusal<'UNKNOWN_ACCOUNT'> | Refusal<'ACCOUNT_TAKEN'> | null> {
  if (account === undefined || account === null) return null;
  const { rowCount } = await tx.query('SELECT FROM person WHERE id = $1 AND unit_id = $2', [account, unit]);
  if (rowCount !== 1) return refuse('UNKNOWN_ACCOUNT');
  const { rowCount: taken } = await tx.query(
    'SELECT FROM staff_member WHERE account_id = $1 AND id IS DISTINCT FROM $2::uuid',
    [account, member],
  );
  return taken === 0 ? null : refuse('ACCOUNT_TAKEN');
}
