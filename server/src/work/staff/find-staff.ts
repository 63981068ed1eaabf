import type { StaffDetail, StaffEntry } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { readContacts } from './contacts.ts';
import type { StaffDesk } from './desk.ts';
import { findMember, toMember } from './list-members.ts';

/** A person of the register with everything that is known. */
export async function findStaff(desk: StaffDesk, id: string): Promise<StaffDetail | Refusal<'NOT_FOUND'>> {
  const row = await findMember(desk, id);
  if (row === undefined) return refuse('NOT_FOUND');
  return {
    ...(await toMember(desk, row)),
    entries: await readEntries(desk, id),
    contacts: await readContacts(desk, { member: id, past: true }),
    history: await readHistory(desk, id),
  };
}

/** @throws RangeError when it is not there or outside the scope */
export async function getStaff(desk: StaffDesk, id: string): Promise<StaffDetail> {
  const found = await findStaff(desk, id);
  if ('id' in found) return found;
  throw new RangeError(`staff ${id} is not there`);
}

async function readEntries({ tx }: StaffDesk, member: string): Promise<StaffEntry[]> {
  const { rows } = await tx.query<
    Omit<StaffEntry, 'struck'> & { by: string | null; name: string; at: Date; why: string }
  >(
    `SELECT e.id, e.kind, e.title, to_char(e.from_day, 'YYYY-MM-DD') AS "fromDay", to_char(e.to_day, 'YYYY-MM-DD') AS "toDay",
            e.hours::float8 AS hours, e.certificate, e.struck_by AS by, p.name, e.struck_at AS at, e.struck_why AS why,
            CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS "fromUnit"
     FROM staff_entry e LEFT JOIN unit u ON u.id = e.from_unit LEFT JOIN person p ON p.id = e.struck_by
     WHERE e.member_id = $1 ORDER BY e.from_day DESC, e.id DESC`,
    [member],
  );
  return rows.map(({ by, name, at, why, ...entry }) => ({
    ...entry,
    struck: by === null ? null : { by: { id: by, name }, at: at.toISOString(), why },
  }));
}

async function readHistory({ tx }: StaffDesk, member: string): Promise<StaffDetail['history']> {
  const { rows } = await tx.query<Omit<StaffDetail['history'][number], 'at'> & { at: Date }>(
    `SELECT h.id, h.at, h.act, h.detail, json_build_object('id', p.id, 'name', p.name) AS actor
     FROM staff_history h JOIN person p ON p.id = h.actor_id WHERE h.member_id = $1 ORDER BY h.id DESC LIMIT 200`,
    [member],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
