import type { StaffFilter, StaffMember } from '@lanzha/contract';
import { dayOf, type StaffDesk } from './desk.ts';
import { showPhone } from './phones.ts';

export interface MemberRow extends Omit<StaffMember, 'phone' | 'phoneMasked'> {
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
  readonly masked: string | null;
}

/** Parameter $1: today. */
const memberRows = `SELECT m.id, m.name, m.post, m.version, m.key_id AS "keyId", m.phone_sealed AS sealed,
    m.phone_masked AS masked, to_char(m.left_day, 'YYYY-MM-DD') AS "leftDay",
    json_build_object('id', u.id, 'name', u.name) AS unit,
    CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'name', a.name) END AS account,
    coalesce((SELECT json_agg(json_build_object('unit', json_build_object('id', cu.id, 'name', cu.name),
        'function', c.function, 'rank', c.rank) ORDER BY c.function, c.rank)
      FROM staff_contact c JOIN unit cu ON cu.id = c.unit_id WHERE c.member_id = m.id AND c.to_day IS NULL), '[]') AS functions,
    (SELECT fu.name FROM staff_entry e JOIN unit fu ON fu.id = e.from_unit
      WHERE e.member_id = m.id AND e.kind = 'secondment' AND e.struck_at IS NULL AND e.from_day <= $1::date
        AND (e.to_day IS NULL OR e.to_day >= $1::date) ORDER BY e.from_day DESC LIMIT 1) AS "secondedFrom"
  FROM staff_member m JOIN unit u ON u.id = m.unit_id LEFT JOIN person a ON a.id = m.account_id`;

interface Asked extends Partial<StaffFilter> {
  readonly cursor?: string | undefined;
}

export async function toMember(desk: StaffDesk, row: MemberRow): Promise<StaffMember> {
  const { keyId, sealed, masked, ...rest } = row;
  const phone = await showPhone(desk, { id: row.id, unitId: row.unit.id, keyId, sealed, masked });
  return { ...rest, phone, phoneMasked: phone !== null && row.unit.id !== desk.actor.unitId };
}

/** By name; a page follows the one that ended with `cursor`. */
export async function readMembers(desk: StaffDesk, asked: Asked, limit: number): Promise<MemberRow[]> {
  const { where, values } = filterOf(desk, asked);
  if (asked.cursor !== undefined)
    where.push(
      `(m.name, m.id) > (SELECT name, id FROM staff_member WHERE id = $${values.push(asked.cursor)})`,
    );
  const { rows } = await desk.tx.query<MemberRow>(
    `${memberRows} WHERE $1::date IS NOT NULL AND ${where.join(' AND ')} ORDER BY m.name, m.id LIMIT $${values.push(limit)}`,
    values,
  );
  return rows;
}

export async function listMembers(
  desk: StaffDesk,
  { limit, ...asked }: Asked & { limit: number },
): Promise<{ items: StaffMember[]; next: string | null; total: number }> {
  const rows = await readMembers(desk, asked, limit + 1);
  const items: StaffMember[] = [];
  for (const row of rows.slice(0, limit)) items.push(await toMember(desk, row));
  const { where, values } = filterOf(desk, asked);
  const { rows: counted } = await desk.tx.query<{ total: number }>(
    `SELECT count(*) AS total FROM staff_member m JOIN unit u ON u.id = m.unit_id
     WHERE $1::date IS NOT NULL AND ${where.join(' AND ')}`,
    values,
  );
  const last = items.at(-1);
  return {
    items,
    next: rows.length > items.length && last !== undefined ? last.id : null,
    total: counted[0]?.total ?? 0,
  };
}

export async function findMember(desk: StaffDesk, id: string): Promise<MemberRow | undefined> {
  const { rows } = await desk.tx.query<MemberRow>(`${memberRows} WHERE m.id = $2`, [dayOf(desk.now), id]);
  return rows[0];
}

function filterOf(desk: StaffDesk, { unit, kind, q, state = 'here', function: duty }: Asked) {
  const values: unknown[] = [dayOf(desk.now)];
  const value = (one: unknown) => `$${values.push(one)}`;
  const where = ['true'];
  if (unit !== undefined) where.push(`m.unit_id = ${value(unit)}::uuid`);
  if (kind !== undefined) where.push(`u.kind = ${value(kind)}`);
  if (q !== undefined && q !== '')
    where.push(`strpos(lower(concat_ws(' ', m.name, m.post, u.name)), ${value(q.toLowerCase())}) > 0`);
  if (state !== 'all') where.push(`m.left_day IS ${state === 'left' ? 'NOT ' : ''}NULL`);
  if (duty !== undefined)
    where.push(
      `EXISTS (SELECT FROM staff_contact c WHERE c.member_id = m.id AND c.to_day IS NULL AND c.function = ${value(duty)})`,
    );
  return { where, values };
}
