import type { FoundPerson } from '@lanzha/contract';
import { inOwnScope } from '../../ground/db/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { findSearch } from '../../work/search/index.ts';
import { type ReadingDesk, readRows } from '../lists/index.ts';

const mostPeople = 50;

/** Whom a search found in the own scope: a name may be several people's. The one last warned of first. */
export async function findPeople(
  desk: ReadingDesk,
  handle: string,
): Promise<FoundPerson[] | Refusal<'EXPIRED'>> {
  const search = await findSearch(desk, handle);
  if (search === undefined) return refuse('EXPIRED');
  const { rows } = await desk.tx.query<{ id: string; person: string }>(
    `SELECT w.id, w.person FROM warning w
     WHERE w.id = ANY (ARRAY(SELECT unnest(ARRAY[m.id, m.merged_into]) FROM warning_index i
                             JOIN warning m ON m.id = i.warning_id WHERE i.key = ANY ($1::uuid[])))
       AND ${inOwnScope('w.place_code', 'w.unit_id')}
     ORDER BY w.received_at DESC, w.id LIMIT 1000`,
    [search.keys],
  );
  const byPerson = new Map<string, string[]>();
  for (const { id, person } of rows) byPerson.set(person, [...(byPerson.get(person) ?? []), id]);
  const people = [...byPerson.values()].slice(0, mostPeople);
  const newest = await readRows(
    desk,
    people.map(([id]) => id ?? ''),
  );
  return newest.map((row) => ({
    warning: row.id,
    subject: row.subject,
    warnings: people.find(([id]) => id === row.id)?.length ?? 1,
    lastReceivedAt: row.receivedAt,
  }));
}
