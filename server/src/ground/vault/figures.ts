import type { VaultFigure } from '@lanzha/contract';
import type { Scope, Tx } from '../db/index.ts';

export interface Figures {
  from: string;
  to: string;
  reveals: number;
  searches: number;
  rows: VaultFigure[];
}

const most = 500;

/** Reveals and searches of the people whose unit lies in the leader's scope, by day (Asia/Shanghai), unit and person. */
export async function countLooks(
  tx: Tx,
  scope: Scope,
  { from, to }: { from: string; to: string },
): Promise<Figures> {
  const { place, units } = scope.kind === 'person' ? scope : { place: '', units: [] };
  const { rows } = await tx.query<VaultFigure & { allReveals: number; allSearches: number }>(
    `SELECT (r.at AT TIME ZONE 'Asia/Shanghai')::date::text AS day,
            json_build_object('id', u.id, 'name', u.name) AS unit, json_build_object('id', p.id, 'name', p.name) AS person,
            count(*) FILTER (WHERE r.event = 'vault.revealed') AS reveals,
            count(*) FILTER (WHERE r.event = 'vault.searched') AS searches,
            sum(count(*) FILTER (WHERE r.event = 'vault.revealed')) OVER ()::integer AS "allReveals",
            sum(count(*) FILTER (WHERE r.event = 'vault.searched')) OVER ()::integer AS "allSearches"
     FROM audit_record r JOIN person p ON p.id = r.actor JOIN unit u ON u.id = r.unit_id
     WHERE r.event COLLATE "C" IN ('vault.revealed', 'vault.searched') AND r.ok
       AND r.at >= $1::date::timestamp AT TIME ZONE 'Asia/Shanghai'
       AND r.at < ($2::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
       AND (($3 <> '' AND u.place_code ^@ $3) OR u.id = ANY ($4::uuid[]))
     GROUP BY day, u.id, p.id ORDER BY day DESC, reveals DESC, searches DESC, p.id LIMIT ${most}`,
    [from, to, place, units],
  );
  return {
    from,
    to,
    reveals: rows[0]?.allReveals ?? 0,
    searches: rows[0]?.allSearches ?? 0,
    rows: rows.map(({ allReveals: _, allSearches: __, ...row }) => row),
  };
}
