import type { InstallationKind } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';

export interface Installation {
  kind: InstallationKind;
  /** The county it works for; null until the first set-up is done. */
  county: { code: string; name: string } | null;
  setupCodeHash: string | null;
  done: boolean;
}

/** null for a database on which nothing was ever started. */
export async function findInstallation(tx: Tx): Promise<Installation | null> {
  const { rows } = await tx.query<Installation>({
    name: 'find-installation',
    text: `SELECT i.kind, CASE WHEN p.code IS NOT NULL THEN json_build_object('code', p.code, 'name', p.name) END AS county,
             i.setup_code_hash AS "setupCodeHash", i.completed_at IS NOT NULL AS done
           FROM installation i LEFT JOIN place p ON p.code = i.county_code`,
  });
  return rows[0] ?? null;
}

export async function getInstallation(tx: Tx): Promise<Installation> {
  const found = await findInstallation(tx);
  if (found === null) throw new RangeError('no installation');
  return found;
}

/** Says once and for all whether this database is the real one or a drill; answers what it has been said to be. */
export async function fixInstallationKind(tx: Tx, kind: InstallationKind): Promise<InstallationKind> {
  await tx.query('INSERT INTO installation (kind) VALUES ($1) ON CONFLICT DO NOTHING', [kind]);
  return (await getInstallation(tx)).kind;
}

/** Stores the hash of a fresh one-time code, unless the set-up was done meanwhile. */
export async function keepSetupCode(tx: Tx, hash: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE installation SET setup_code_hash = $1 WHERE completed_at IS NULL',
    [hash],
  );
  return rowCount === 1;
}

/** Locks the row until the transaction ends, so that two set-ups at once do not both go on. */
export async function lockInstallation(tx: Tx): Promise<{ done: boolean }> {
  const { rows } = await tx.query<{ done: boolean }>(
    'SELECT completed_at IS NOT NULL AS done FROM installation FOR UPDATE',
  );
  return { done: rows[0]?.done ?? true };
}

export async function completeInstallation(tx: Tx, county: string): Promise<void> {
  await tx.query('UPDATE installation SET county_code = $1, completed_at = now(), setup_code_hash = NULL', [
    county,
  ]);
}
