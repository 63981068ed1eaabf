import type { Tx } from '../../ground/db/index.ts';

/** Which of these signals an open warning shows because they raised it or strengthened it, as `<batch>/<ord>`. */
export async function findShown(
  tx: Tx,
  refs: readonly { readonly batch: number; readonly ord: number }[],
): Promise<Set<string>> {
  const { rows } = await tx.query<{ ref: string }>({
    name: 'find-shown-signals',
    text: `WITH RECURSIVE at AS (
             SELECT e.batch_id, e.ord, e.warning_id AS id FROM unnest($1::bigint[], $2::integer[]) AS r (batch, ord)
             JOIN warning_evidence e ON e.batch_id = r.batch AND e.ord = r.ord AND e.level IS NOT NULL
             UNION SELECT at.batch_id, at.ord, w.merged_into FROM at JOIN warning w ON w.id = at.id
             WHERE w.merged_into IS NOT NULL)
           SELECT DISTINCT batch_id || '/' || at.ord AS ref FROM at JOIN warning w ON w.id = at.id WHERE w.state <> 'closed'`,
    values: [refs.map(({ batch }) => batch), refs.map(({ ord }) => ord)],
  });
  return new Set(rows.map(({ ref }) => ref));
}
