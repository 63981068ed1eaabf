import type { ContactFunction, ContactRank, StaffContact } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { moveHeldWarnings } from '../warnings/index.ts';
import { dayOf, findPlaceOf, type StaffDesk, writeHistory } from './desk.ts';
import { showPhone } from './phones.ts';
import { addWorkdays } from './workdays.ts';

type Changed = Refusal<'CHANGED', { version: number | null; by: string | null }>;
type ContactRow = Omit<StaffContact, 'confirmedAt' | 'reportedAt' | 'reportDue' | 'stale' | 'phone'> & {
  readonly confirmedAt: Date;
  readonly reportedAt: Date | null;
  readonly memberUnit: string | null;
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
  readonly masked: string | null;
};

const contactRows = `SELECT c.id, c.function, c.rank, to_char(c.from_day, 'YYYY-MM-DD') AS "fromDay",
    to_char(c.to_day, 'YYYY-MM-DD') AS "toDay", c.confirmed_at AS "confirmedAt", c.reported_at AS "reportedAt",
    c.ended_why AS "endedWhy", c.version, json_build_object('id', u.id, 'name', u.name, 'kind', u.kind) AS unit,
    json_build_object('code', c.place_code, 'name', coalesce(pl.name, c.place_code)) AS place,
    json_build_object('id', c.member_id, 'name', c.member_name) AS member,
    m.unit_id AS "memberUnit", m.key_id AS "keyId", m.phone_sealed AS sealed, m.phone_masked AS masked
  FROM staff_contact c JOIN unit u ON u.id = c.unit_id LEFT JOIN place pl ON pl.code = c.place_code
  LEFT JOIN staff_member m ON m.id = c.member_id`;

export interface ContactFilter {
  readonly id?: string | undefined;
  readonly unit?: string | undefined;
  readonly member?: string | undefined;
  readonly function?: ContactFunction | undefined;
  /** Also those of before. */
  readonly past?: boolean | undefined;
}

/** Contacts in the person's scope: by unit, function and rank, the present one first. */
export async function readContacts(desk: StaffDesk, filter: ContactFilter): Promise<StaffContact[]> {
  const { id, unit, member, function: duty, past } = filter;
  const { rows } = await desk.tx.query<ContactRow>(
    `${contactRows} WHERE ($1::uuid IS NULL OR c.id = $1) AND ($2::uuid IS NULL OR c.unit_id = $2)
       AND ($3::uuid IS NULL OR c.member_id = $3) AND ($4::text IS NULL OR c.function = $4) AND ($5 OR c.to_day IS NULL)
     ORDER BY c.place_code, u.name, c.function, c.rank, c.to_day DESC NULLS FIRST, c.from_day DESC, c.id LIMIT 1000`,
    [id ?? null, unit ?? null, member ?? null, duty ?? null, past === true || id !== undefined],
  );
  const contacts: StaffContact[] = [];
  for (const row of rows) contacts.push(await toContact(desk, row));
  return contacts;
}

async function toContact(desk: StaffDesk, row: ContactRow): Promise<StaffContact> {
  const { now, params } = desk;
  const { confirmedAt, reportedAt, memberUnit, keyId, sealed, masked, ...rest } = row;
  const old = now.getTime() - confirmedAt.getTime() > params.milliseconds('staff.contact.confirm', now);
  const owed = row.function === 'stop_payment_24x7' && row.toDay === null && reportedAt === null;
  return {
    ...rest,
    phone:
      memberUnit === null
        ? null
        : await showPhone(desk, { id: row.member.id, unitId: memberUnit, keyId, sealed, masked }),
    confirmedAt: confirmedAt.toISOString(),
    reportedAt: reportedAt?.toISOString() ?? null,
    reportDue: owed ? addWorkdays(row.fromDay, params.number('staff.contact.report', now)) : null,
    stale: row.toDay === null && old,
  };
}

export interface AppointInput {
  readonly unit: string;
  readonly function: ContactFunction;
  readonly rank: ContactRank;
  readonly member: string;
  readonly instead?: string | undefined;
  readonly why: string;
  readonly takeTasks: boolean;
}

/**
 * Names the contact of a unit, in succession to who was it. The one before stays readable with from and to; the open
 * warnings may go along when both have accounts.
 */
export async function appointContact(
  desk: StaffDesk,
  input: AppointInput,
): Promise<
  | { contact: StaffContact; tasks: number }
  | Changed
  | Refusal<'NOT_FOUND'>
  | Refusal<'LEFT'>
  | Refusal<'UNKNOWN_UNIT'>
  | Refusal<'SAME_PERSON'>
> {
  const { tx, actor, now } = desk;
  const place = await findPlaceOf(desk, input.unit);
  if (place === undefined) return refuse('UNKNOWN_UNIT');
  const member = await findMemberOf(desk, input.member);
  if (member === undefined || member.unit !== input.unit) return refuse('NOT_FOUND');
  if (member.left) return refuse('LEFT');
  const { rows } = await tx.query<{ id: string; member: string; version: number }>(
    `SELECT id, member_id AS member, version FROM staff_contact
     WHERE unit_id = $1 AND function = $2 AND rank = $3 AND to_day IS NULL FOR UPDATE`,
    [input.unit, input.function, input.rank],
  );
  const before = rows[0];
  if (before?.id !== input.instead) return refuse('CHANGED', { version: before?.version ?? null, by: null });
  if (before?.member === member.id) return refuse('SAME_PERSON');
  const words = { function: input.function, rank: input.rank };
  if (before !== undefined) await endOne(desk, before, input.why, { ...words, successor: member.name });
  const { rows: made } = await tx.query<{ id: string }>(
    `INSERT INTO staff_contact (unit_id, place_code, function, rank, member_id, member_name, from_day, confirmed_at, confirmed_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id`,
    [input.unit, place, input.function, input.rank, member.id, member.name, dayOf(now), now, actor.id],
  );
  if (made[0] === undefined) return refuse('CHANGED', { version: null, by: null });
  await writeHistory(desk, member.id, 'appoint', { ...words, why: input.why });
  const gone = before === undefined ? undefined : await findMemberOf(desk, before.member);
  const moves = input.takeTasks && gone?.account && member.account;
  const moved = moves ? await moveHeldWarnings(desk, gone.account, member.account) : [];
  return { contact: await getContact(desk, made[0].id), tasks: moved.length };
}

interface Succession {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly left: boolean;
  readonly account: string | null;
}

async function findMemberOf({ tx }: StaffDesk, id: string): Promise<Succession | undefined> {
  const { rows } = await tx.query<Succession>(
    `SELECT id, name, unit_id AS unit, left_day IS NOT NULL AS left, account_id AS account FROM staff_member WHERE id = $1`,
    [id],
  );
  return rows[0];
}

/** All functions of a person end today: they stand empty until somebody succeeds. */
export async function endContactsOf(desk: StaffDesk, member: string, why: string): Promise<void> {
  const { rows } = await desk.tx.query<{ id: string; member: string; function: string; rank: string }>(
    `SELECT id, member_id AS member, function, rank FROM staff_contact
     WHERE member_id = $1 AND to_day IS NULL ORDER BY id FOR UPDATE`,
    [member],
  );
  for (const { function: duty, rank, ...one } of rows) await endOne(desk, one, why, { function: duty, rank });
}

async function endOne(
  desk: StaffDesk,
  { id, member }: { id: string; member: string },
  why: string,
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  await desk.tx.query(
    'UPDATE staff_contact SET to_day = greatest($2::date, from_day), ended_why = $3, version = version + 1 WHERE id = $1',
    [id, dayOf(desk.now), why],
  );
  await writeHistory(desk, member, 'end', { ...detail, why });
}

type Touched = Promise<StaffContact | Changed | Refusal<'NOT_FOUND'>>;

export async function endContact(
  desk: StaffDesk,
  input: { id: string; version: number; why: string },
): Touched {
  const held = await holdContact(desk, input);
  if ('code' in held) return held;
  const { function: duty, rank } = held;
  await endOne(desk, held, input.why, { function: duty, rank });
  return getContact(desk, input.id);
}

/** Somebody made sure that it is still so (`confirm`), or told the other side (`report`, rules.md §3.1). */
export async function touchContact(
  desk: StaffDesk,
  input: { id: string; version: number },
  act: 'confirm' | 'report',
): Touched {
  const held = await holdContact(desk, input);
  if ('code' in held) return held;
  const { function: duty, rank } = held;
  const set = act === 'confirm' ? 'confirmed_at = $2, confirmed_by = $3' : 'reported_at = $2';
  await desk.tx.query(
    `UPDATE staff_contact SET ${set}, version = version + 1 WHERE id = $1`,
    act === 'confirm' ? [input.id, desk.now, desk.actor.id] : [input.id, desk.now],
  );
  await writeHistory(desk, held.member, act, { function: duty, rank });
  return getContact(desk, input.id);
}

interface HeldContact {
  readonly id: string;
  readonly member: string;
  readonly function: string;
  readonly rank: string;
}

/** A contact that is one now; of one that has ended nothing changes any more. */
async function holdContact(
  { tx }: StaffDesk,
  seen: { id: string; version: number },
): Promise<HeldContact | Changed | Refusal<'NOT_FOUND'>> {
  const { rows } = await tx.query<HeldContact & { version: number; over: boolean }>(
    `SELECT id, member_id AS member, function, rank, version, to_day IS NOT NULL AS over FROM staff_contact WHERE id = $1 FOR UPDATE`,
    [seen.id],
  );
  const row = rows[0];
  if (row === undefined) return refuse('NOT_FOUND');
  if (row.over) return refuse('CHANGED', { version: null, by: null });
  return row.version === seen.version ? row : refuse('CHANGED', { version: row.version, by: null });
}

async function getContact(desk: StaffDesk, id: string): Promise<StaffContact> {
  const [contact] = await readContacts(desk, { id });
  if (contact === undefined) throw new RangeError(`contact ${id} is not there`);
  return contact;
}
