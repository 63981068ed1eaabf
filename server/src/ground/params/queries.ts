import type { Tx } from '../db/index.ts';
import type { ParamValue } from './param-value.ts';

/** `from` and `to` in milliseconds since 1970, half-open; ±Infinity when unbounded. */
export type ParamVersion = ParamValue & { readonly from: number; readonly to: number };

/** All versions by code but those taken back before they counted, the latest to come into force first. */
export async function readParams(db: Tx): Promise<Map<string, ParamVersion[]>> {
  const { rows } = await db.query<ParamVersion>(`
    SELECT id, code, value, unit,
           extract(epoch FROM effective_from)::float8 * 1000 AS "from",
           extract(epoch FROM effective_to)::float8 * 1000 AS "to"
    FROM rule_param v WHERE NOT EXISTS (SELECT FROM rule_param_withdrawal w WHERE w.param_id = v.id)
    ORDER BY code, effective_from DESC, id DESC`);
  return Map.groupBy(rows, (row) => row.code);
}
