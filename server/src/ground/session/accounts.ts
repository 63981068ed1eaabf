import type { Tx } from '../db/index.ts';

/** What signing in has to know of an account. */
export interface Account {
  id: string;
  unitId: string;
  passwordHash: string;
  disabled: boolean;
  /** For the address that asks. */
  lockedUntil: Date | null;
}

/** Numbers of the lock-out (parameters `signin.*`). */
export interface LockLimits {
  /** Failures of one name from one address, and how long that pair is locked then. */
  failures: number;
  lockMs: number;
  /** Failures of one name from everywhere, and how long it is locked for addresses it never signed in from. */
  failuresName: number;
  lockNameMs: number;
  /** So long after a sign-in its address counts as usual. */
  knownMs: number;
}

// The later of two locks: of the name from this address, and of the name itself unless the address is a usual one.
const lockedUntil = `greatest(
  CASE WHEN a.locked_until > now() THEN a.locked_until END,
  CASE WHEN p.locked_until > now()
        AND coalesce(a.signed_in_at, '-infinity') < now() - $3 * interval '1 millisecond' THEN p.locked_until END)`;

export async function findAccount(
  tx: Tx,
  username: string,
  address: string,
  { knownMs }: LockLimits,
): Promise<Account | null> {
  const { rows } = await tx.query<Account>({
    name: 'find-account',
    text: `SELECT p.id, p.unit_id AS "unitId", p.password_hash AS "passwordHash",
             p.disabled_at IS NOT NULL AS disabled, ${lockedUntil} AS "lockedUntil"
           FROM person p LEFT JOIN signin_address a ON a.person_id = p.id AND a.address = $2
           WHERE p.username = $1`,
    values: [username, address, knownMs],
  });
  return rows[0] ?? null;
}

export async function findPasswordHash(tx: Tx, id: string): Promise<string | null> {
  const { rows } = await tx.query<{ hash: string }>(
    'SELECT password_hash AS hash FROM person WHERE id = $1',
    [id],
  );
  return rows[0]?.hash ?? null;
}

/** Holds the row till the transaction ends: parallel attempts are counted one after the other. */
export async function lockAccount(
  tx: Tx,
  id: string,
  address: string,
  limits: LockLimits,
): Promise<{ lockedUntil: Date | null }> {
  await tx.query('SELECT FROM person WHERE id = $1 FOR UPDATE', [id]);
  const { rows } = await tx.query<{ lockedUntil: Date | null }>(
    `SELECT ${lockedUntil} AS "lockedUntil"
     FROM person p LEFT JOIN signin_address a ON a.person_id = p.id AND a.address = $2 WHERE p.id = $1`,
    [id, address, limits.knownMs],
  );
  return { lockedUntil: rows[0]?.lockedUntil ?? null };
}

/**
 * Counts a failure for the name from this address and for the name altogether; whoever reaches a limit is locked, and
 * that count starts again. The count of the name also starts again when nobody failed for as long as its lock lasts.
 */
export async function countFailure(
  tx: Tx,
  id: string,
  address: string,
  limits: LockLimits,
): Promise<{ lockedUntil: Date | null }> {
  await tx.query(
    `INSERT INTO signin_address AS a (person_id, address, failures, failed_at, locked_until)
     SELECT id, $2, CASE WHEN 1 >= $3 THEN 0 ELSE 1 END, now(),
            CASE WHEN 1 >= $3 THEN now() + $4 * interval '1 millisecond' END FROM person WHERE id = $1
     ON CONFLICT (person_id, address) DO UPDATE SET failed_at = now(),
       failures = CASE WHEN a.failures + 1 >= $3 THEN 0 ELSE a.failures + 1 END,
       locked_until = CASE WHEN a.failures + 1 >= $3 THEN now() + $4 * interval '1 millisecond' END`,
    [id, address, limits.failures, limits.lockMs],
  );
  await tx.query(
    `UPDATE person p SET failures = CASE WHEN c.count >= $2 THEN 0 ELSE c.count END, failed_at = now(),
       failures_since = p.failures_since + 1,
       locked_until = CASE WHEN c.count >= $2 THEN now() + $3 * interval '1 millisecond' ELSE p.locked_until END
     FROM (SELECT id, CASE WHEN failed_at > now() - $3 * interval '1 millisecond' THEN failures ELSE 0 END + 1 AS count
           FROM person WHERE id = $1) c
     WHERE p.id = c.id`,
    [id, limits.failuresName, limits.lockNameMs],
  );
  return lockAccount(tx, id, address, limits);
}

/** What a person is told of the sign-in before this one. */
export interface PreviousSignIn {
  at: Date | null;
  from: string | null;
  failures: number;
}

/** Notes a complete sign-in: failures are forgotten, the address is a usual one, an old password must be changed. */
export async function noteSignIn(
  tx: Tx,
  id: string,
  where: { address: string; ip: string },
  passwordAgeMs: number,
): Promise<PreviousSignIn> {
  const { rows } = await tx.query<PreviousSignIn>(
    `WITH before AS (SELECT signed_in_at AS at, signed_in_from AS "from", failures_since AS failures FROM person WHERE id = $1),
     now_known AS (
       INSERT INTO signin_address (person_id, address, signed_in_at) VALUES ($1, $2, now())
       ON CONFLICT (person_id, address) DO UPDATE SET signed_in_at = now(), failures = 0, locked_until = NULL),
     noted AS (
       UPDATE person SET failures = 0, locked_until = NULL, failures_since = 0, last_seen_at = now(),
         signed_in_at = now(), signed_in_from = $3, factor_asked_at = coalesce(factor_asked_at, now()),
         must_change_password = must_change_password OR password_changed_at < now() - $4 * interval '1 millisecond'
       WHERE id = $1)
     SELECT * FROM before`,
    [id, where.address, where.ip, passwordAgeMs],
  );
  return rows[0] ?? { at: null, from: null, failures: 0 };
}

/** Forgets addresses nobody signs in from any more, and failures of a day ago. @returns how many */
export async function pruneAddresses(tx: Tx, knownMs: number): Promise<number> {
  const { rowCount } = await tx.query(
    `DELETE FROM signin_address
     WHERE coalesce(signed_in_at, '-infinity') < now() - $1 * interval '1 millisecond'
       AND coalesce(failed_at, '-infinity') < now() - interval '1 day'`,
    [knownMs],
  );
  return rowCount ?? 0;
}
