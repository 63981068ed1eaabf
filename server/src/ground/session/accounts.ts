import type { Tx } from '../db/index.ts';

/** What signing in has to know of an account. */
export interface Account {
  id: string;
  unitId: string;
  passwordHash: string;
  disabled: boolean;
  lockedUntil: Date | null;
}

export async function findAccount(tx: Tx, username: string): Promise<Account | null> {
  const { rows } = await tx.query<Account>({
    name: 'find-account',
    text: `SELECT id, unit_id AS "unitId", password_hash AS "passwordHash", disabled_at IS NOT NULL AS disabled,
             CASE WHEN locked_until > now() THEN locked_until END AS "lockedUntil"
           FROM person WHERE username = $1`,
    values: [username],
  });
  return rows[0] ?? null;
}

/** Holds the row till the transaction ends: parallel attempts are counted one after the other. */
export async function lockAccount(tx: Tx, id: string): Promise<{ lockedUntil: Date | null }> {
  const { rows } = await tx.query<{ lockedUntil: Date | null }>(
    `SELECT CASE WHEN locked_until > now() THEN locked_until END AS "lockedUntil" FROM person WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return { lockedUntil: rows[0]?.lockedUntil ?? null };
}

/** Counts a failure; with the last one allowed the account is locked for a while and counting starts again. */
export async function countFailure(
  tx: Tx,
  id: string,
  limits: { failures: number; lockMs: number },
): Promise<{ lockedUntil: Date | null }> {
  const { rows } = await tx.query<{ lockedUntil: Date | null }>(
    `UPDATE person SET failures = CASE WHEN failures + 1 >= $2 THEN 0 ELSE failures + 1 END,
       locked_until = CASE WHEN failures + 1 >= $2 THEN now() + $3 * interval '1 millisecond' END
     WHERE id = $1 RETURNING locked_until AS "lockedUntil"`,
    [id, limits.failures, limits.lockMs],
  );
  return { lockedUntil: rows[0]?.lockedUntil ?? null };
}

export async function clearFailures(tx: Tx, id: string): Promise<void> {
  await tx.query('UPDATE person SET failures = 0, locked_until = NULL, last_seen_at = now() WHERE id = $1', [
    id,
  ]);
}

export async function setPassword(tx: Tx, id: string, hash: string): Promise<void> {
  await tx.query('UPDATE person SET password_hash = $2, must_change_password = false WHERE id = $1', [
    id,
    hash,
  ]);
}
