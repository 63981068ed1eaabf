import { type ContactGap, neededContacts, type StaffContact } from '@lanzha/contract';
import { readContacts } from './contacts.ts';
import { type StaffDesk, unitInScope } from './desk.ts';

export interface Attention {
  gaps: ContactGap[];
  stale: StaffContact[];
  unreported: StaffContact[];
  days: number;
}

/** What is wrong with the contacts of the units in the person's scope. */
export async function readAttention(desk: StaffDesk): Promise<Attention> {
  const contacts = await readContacts(desk, {});
  return {
    gaps: await readGaps(desk),
    stale: contacts.filter(({ stale }) => stale),
    unreported: contacts.filter(({ reportDue }) => reportDue !== null),
    days: desk.params.number('staff.contact.confirm', desk.now),
  };
}

const needed = JSON.stringify(
  Object.entries(neededContacts).flatMap(([kind, list]) =>
    list.flatMap(({ function: duty, ranks }) => ranks.map((rank) => ({ kind, function: duty, rank }))),
  ),
);

/** What a unit of its kind has to name, and what a unit once had: without anybody now. Those that lost somebody come first. */
async function readGaps({ tx }: StaffDesk): Promise<ContactGap[]> {
  const { rows } = await tx.query<ContactGap>(
    `WITH need AS (
       SELECT u.id AS unit_id, n.function, n.rank FROM unit u
         JOIN jsonb_to_recordset($1) AS n (kind text, function text, rank text) ON n.kind = u.kind
         WHERE u.closed_at IS NULL AND ${unitInScope('u')}
       UNION SELECT c.unit_id, c.function, c.rank FROM staff_contact c)
     SELECT json_build_object('id', u.id, 'name', u.name, 'kind', u.kind) AS unit, need.function, need.rank,
            to_char(gone.to_day, 'YYYY-MM-DD') AS since,
            CASE WHEN gone.member_id IS NOT NULL THEN json_build_object('id', gone.member_id, 'name', gone.member_name) END AS last
     FROM need JOIN unit u ON u.id = need.unit_id AND u.closed_at IS NULL
     LEFT JOIN LATERAL (
       SELECT c.to_day, c.member_id, c.member_name FROM staff_contact c
       WHERE c.unit_id = need.unit_id AND c.function = need.function AND c.rank = need.rank
       ORDER BY c.to_day DESC NULLS FIRST, c.from_day DESC, c.id DESC LIMIT 1) AS gone ON true
     WHERE NOT EXISTS (SELECT FROM staff_contact now WHERE now.unit_id = need.unit_id AND now.function = need.function
                         AND now.rank = need.rank AND now.to_day IS NULL)
     ORDER BY gone.to_day NULLS LAST, u.place_code, u.name, need.function, need.rank LIMIT 1000`,
    [needed],
  );
  return rows;
}
