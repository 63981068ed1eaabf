import type { Certainty, ParamVersion } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';

interface Row {
  id: number;
  code: string;
  value: string;
  unit: string;
  legalBasis: string;
  certainty: Certainty;
  reviewedBy: string | null;
  /** Milliseconds since 1970; ±Infinity when unbounded. */
  from: number;
  to: number;
  proposed: ParamVersion['proposed'];
  approved: ParamVersion['approved'];
  withdrawn: ParamVersion['withdrawn'];
}

const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const person = (alias: string) => `json_build_object('id', ${alias}.id, 'name', ${alias}.name)`;

// Why something was asked for or taken back lies sealed: with-whys.ts fills it in where people read it.
const select = `
  SELECT v.id, v.code, v.value, v.unit, v.legal_basis AS "legalBasis", v.certainty, v.reviewed_by AS "reviewedBy",
         extract(epoch FROM v.effective_from)::float8 * 1000 AS "from",
         extract(epoch FROM v.effective_to)::float8 * 1000 AS "to",
         CASE WHEN a.id IS NOT NULL THEN json_build_object('by', ${person('r')}, 'at', ${utc('a.requested_at')}, 'why', '')
           END AS proposed,
         CASE WHEN a.id IS NOT NULL THEN json_build_object('by', ${person('d')}, 'at', ${utc('a.decided_at')},
           'alone', a.emergency) END AS approved,
         CASE WHEN w.param_id IS NOT NULL THEN json_build_object('by', ${person('p')}, 'at', ${utc('w.at')}, 'why', '')
           END AS withdrawn
  FROM rule_param v LEFT JOIN approval a ON a.id = v.approval_id
  LEFT JOIN person r ON r.id = a.requested_by LEFT JOIN person d ON d.id = a.decided_by
  LEFT JOIN rule_param_withdrawal w ON w.param_id = v.id LEFT JOIN person p ON p.id = w.by`;
const latestFirst = 'ORDER BY v.code, v.effective_from DESC, v.id DESC';

/** Every version of every parameter (or of one) by code, the latest to come into force first. */
export async function listVersions(tx: Tx, at: Date, code?: string): Promise<Map<string, ParamVersion[]>> {
  const { rows } = await tx.query<Row>(`${select} WHERE $1::text IS NULL OR v.code = $1 ${latestFirst}`, [
    code ?? null,
  ]);
  const byCode = Map.groupBy(rows, (row) => row.code);
  return new Map([...byCode].map(([name, versions]) => [name, describe(versions, at.getTime())]));
}

/** Versions by their ids, as decisions keep them; unknown ids are left out. */
export async function findVersions(tx: Tx, ids: readonly number[], at: Date): Promise<ParamVersion[]> {
  const { rows } = await tx.query<{ code: string }>(
    'SELECT DISTINCT code FROM rule_param WHERE id = ANY ($1)',
    [ids],
  );
  const found: ParamVersion[] = [];
  for (const { code } of rows) {
    const versions = await listVersions(tx, at, code);
    found.push(...(versions.get(code) ?? []).filter(({ id }) => ids.includes(id)));
  }
  return found.sort((a, b) => a.id - b.id);
}

/** Which one counts at `at`, until when each does, and what is still to come. */
function describe(rows: readonly Row[], at: number): ParamVersion[] {
  const counting = rows.filter(({ withdrawn }) => withdrawn === null);
  const current = counting.find(({ from, to }) => from <= at && at < to);
  return rows.map((row) => {
    const later = counting.filter((one) => one.from > row.from || (one.from === row.from && one.id > row.id));
    const until = Math.min(row.to, ...later.map(({ from }) => from));
    const { from, to: _to, ...version } = row;
    return {
      ...version,
      from: instant(from),
      to: instant(until),
      state:
        row.withdrawn !== null ? 'withdrawn' : row === current ? 'current' : from > at ? 'scheduled' : 'past',
    };
  });
}

const instant = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString() : null);
