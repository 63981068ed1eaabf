import type { Tx } from '../../ground/db/index.ts';
import type { Params } from '../../ground/params/index.ts';

/** Whether a person has looked for so many people within the hour that more must wait. */
export async function searchedTooOften(tx: Tx, actor: string, params: Params, now: Date): Promise<boolean> {
  const { rows } = await tx.query<{ count: number }>({
    name: 'count-recent-searches',
    text: `SELECT count(*) FROM audit_record WHERE actor = $1 AND at > now() - interval '1 hour' AND event = 'vault.searched'`,
    values: [actor],
  });
  return (rows[0]?.count ?? 0) >= params.number('search.hourly', now);
}
