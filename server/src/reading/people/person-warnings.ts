import type { Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { inScope } from '../../work/warnings/index.ts';

export interface PersonWarnings {
  /** Of the own scope, newest first. What is only lent is one record and no person (rules.md §10.2). */
  readonly ids: readonly string[];
  /** Under which blind indexes they stand; they leave this process for nobody. */
  readonly persons: readonly string[];
}

/** All warnings of the person whom this one is about, with those merged into them; undefined when it is out of scope. */
export async function findPersonWarnings(
  tx: Tx,
  actor: Actor,
  warning: string,
): Promise<PersonWarnings | undefined> {
  const { rows } = await tx.query<{ id: string; person: string; place_code: string; unit_id: string }>({
    name: 'find-person-warnings',
    // Three searches by index: a join on three conditions at once reads all warnings for each of them.
    text: `WITH RECURSIVE kin AS (
             SELECT id, person, merged_into FROM warning WHERE id = $1
             UNION
             SELECT w.* FROM kin k, LATERAL (
               SELECT id, person, merged_into FROM warning WHERE person = k.person
               UNION ALL SELECT id, person, merged_into FROM warning WHERE merged_into = k.id
               UNION ALL SELECT id, person, merged_into FROM warning WHERE id = k.merged_into) w)
           SELECT w.id, w.person, w.place_code, w.unit_id FROM kin JOIN warning w ON w.id = kin.id
           ORDER BY w.received_at DESC, w.id`,
    values: [warning],
  });
  const own = rows.filter((row) => inScope(actor, row));
  if (!own.some(({ id }) => id === warning)) return undefined;
  return { ids: own.map(({ id }) => id), persons: [...new Set(own.map(({ person }) => person))] };
}

/** How many warnings of these persons there are besides. Asked by the machine: a number and nothing else comes back. */
export async function countOthers(tx: Tx, { ids, persons }: PersonWarnings): Promise<number> {
  const { rows } = await tx.query<{ count: number }>({
    name: 'count-other-warnings-of-person',
    text: 'SELECT count(*) FROM warning WHERE person = ANY ($1::uuid[]) AND id <> ALL ($2::uuid[])',
    values: [persons, ids],
  });
  return rows[0]?.count ?? 0;
}
