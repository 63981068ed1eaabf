import {
  acts,
  type Holder,
  type MatrixAct,
  type MatrixRole,
  type Role,
  roles,
  type UnitKind,
} from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { likePattern } from './like-pattern.ts';
import { actsOf, rolesExclude, rolesThatMay } from './permissions.ts';
import { actReasons, roleReasons } from './reasons.ts';
import { reachesPlace, reachesUnits, reachOf } from './scope-of.ts';

/** Roles and acts as the house has them, each with its reason, and how many people hold a role here. */
export async function readMatrix(tx: Tx): Promise<{ roles: MatrixRole[]; acts: MatrixAct[] }> {
  const { rows } = await tx.query<{ role: Role; people: number }>(
    `SELECT role, count(*) AS people FROM person, unnest(roles) AS role WHERE disabled_at IS NULL GROUP BY role`,
  );
  const holders = new Map(rows.map(({ role, people }) => [role, people]));
  return {
    roles: roles.map((role) => ({
      role,
      ...roleReasons[role],
      reach: reachOf(role),
      acts: actsOf([role]),
      excludes: roles.filter((other) => other !== role && rolesExclude([role, other])),
      people: holders.get(role) ?? 0,
    })),
    acts: acts.map((act) => ({ act, ...actReasons[act] })),
  };
}

type Row = Omit<Holder, 'acts' | 'place' | 'units'> & {
  kind: UnitKind;
  place: { code: string; name: string };
  below: { id: string; name: string }[];
};

/** Accounts that are not disabled and may do this, with what each of them sees; by unit and name, the first five hundred. */
export async function listHolders(
  tx: Tx,
  asked: { act?: Holder['acts'][number] | undefined; role?: Role | undefined; q?: string | undefined },
): Promise<Holder[]> {
  const { rows } = await tx.query<Row>(
    `SELECT p.id, p.name, p.roles, u.kind, json_build_object('id', u.id, 'name', u.name) AS unit,
       json_build_object('code', pl.code, 'name', pl.name) AS place, below.units AS below,
       coalesce((SELECT c.running FROM loan_count c WHERE c.borrower_id = p.id), 0) AS lent
     FROM person p JOIN unit u ON u.id = p.unit_id JOIN place pl ON pl.code = u.place_code, LATERAL (
       WITH RECURSIVE b (id, name, depth) AS (
         SELECT u.id, u.name, 0 UNION ALL SELECT c.id, c.name, b.depth + 1 FROM b JOIN unit c ON c.parent_id = b.id WHERE b.depth < 8)
       SELECT json_agg(json_build_object('id', id, 'name', name) ORDER BY depth, name) AS units FROM b) below
     WHERE p.disabled_at IS NULL AND cardinality(p.roles) > 0 AND ($1::text[] IS NULL OR p.roles && $1)
       AND ($2::text IS NULL OR $2 = ANY (p.roles)) AND ($3::text IS NULL OR p.name ILIKE $3 OR u.name ILIKE $3)
     ORDER BY u.code, p.name, p.id LIMIT 500`,
    [asked.act === undefined ? null : rolesThatMay(asked.act), asked.role ?? null, likePattern(asked.q)],
  );
  return rows.map(({ kind, place, below, ...person }) => ({
    ...person,
    acts: actsOf(person.roles),
    place: reachesPlace(person.roles, kind) ? place : null,
    units: reachesUnits(person.roles, kind) ? below : [],
  }));
}
