import type { Tx } from '../db/index.ts';
import type { Vault } from '../vault/index.ts';
import { useRecoveryCode } from './recovery-codes.ts';
import { newTotpSecret, stepOfCode } from './totp.ts';

interface FactorRow {
  keyId: number;
  sealed: Buffer;
  confirmed: boolean;
  stale: boolean;
}

export interface FactorProof {
  totp?: string | undefined;
  recoveryCode?: string | undefined;
}
/** `none`: no second factor is asked for; `missing`: it is, and nothing was given; `used`: a right code for the second time. */
export type FactorAnswer = 'none' | 'missing' | 'totp' | 'recovery' | 'wrong' | 'used';

const contextOf = (personId: string) => `second-factor/${personId}`;

/**
 * The row is held till the transaction ends: one code is not taken twice at once. The person's row comes first, as at
 * sign-in, so that two never wait for each other.
 */
async function lockFactor(tx: Tx, personId: string): Promise<FactorRow | null> {
  await tx.query('SELECT FROM person WHERE id = $1 FOR UPDATE', [personId]);
  const { rows } = await tx.query<FactorRow>(
    `SELECT key_id AS "keyId", secret AS sealed, confirmed_at IS NOT NULL AS confirmed,
            created_at < now() - interval '1 hour' AS stale
     FROM second_factor WHERE person_id = $1 FOR UPDATE`,
    [personId],
  );
  return rows[0] ?? null;
}

/** Whether what came with the password proves the second factor; a code that is taken is used up. */
export async function checkFactor(
  tx: Tx,
  vault: Vault,
  personId: string,
  { totp = '', recoveryCode = '' }: FactorProof,
  now: number,
): Promise<FactorAnswer> {
  const row = await lockFactor(tx, personId);
  if (row === null || !row.confirmed) return 'none';
  if (recoveryCode !== '') return (await useRecoveryCode(tx, personId, recoveryCode)) ? 'recovery' : 'wrong';
  if (totp === '') return 'missing';
  const step = stepOfCode(await openSecret(tx, vault, personId, row), totp, now);
  if (step === null) return 'wrong';
  return (await takeStep(tx, personId, step)) ? 'totp' : 'used';
}

/** The secret of an enrolment that waits for its first code, a new one after an hour; null when one is enrolled already. */
export async function beginFactor(tx: Tx, vault: Vault, personId: string): Promise<string | null> {
  const row = await lockFactor(tx, personId);
  if (row?.confirmed) return null;
  if (row !== null && !row.stale) return openSecret(tx, vault, personId, row);
  const secret = newTotpSecret();
  const { keyId, sealed } = await vault.sealLasting(tx, 'signin', Buffer.from(secret), contextOf(personId));
  await tx.query(
    `INSERT INTO second_factor (person_id, key_id, secret) VALUES ($1, $2, $3)
     ON CONFLICT (person_id) DO UPDATE SET key_id = $2, secret = $3, created_at = now()`,
    [personId, keyId, sealed],
  );
  return secret;
}

/** Enrols somebody at once and answers the secret: for accounts that are handed out whole. */
export async function enrolFactor(tx: Tx, vault: Vault, personId: string): Promise<string> {
  const secret = newTotpSecret();
  const { keyId, sealed } = await vault.sealLasting(tx, 'signin', Buffer.from(secret), contextOf(personId));
  await tx.query(
    'INSERT INTO second_factor (person_id, key_id, secret, confirmed_at) VALUES ($1, $2, $3, now())',
    [personId, keyId, sealed],
  );
  return secret;
}

/** Ends an enrolment with its first code. */
export async function confirmFactor(
  tx: Tx,
  vault: Vault,
  personId: string,
  code: string,
  now: number,
): Promise<'confirmed' | 'wrong' | 'already' | 'not_begun'> {
  const row = await lockFactor(tx, personId);
  if (row === null) return 'not_begun';
  if (row.confirmed) return 'already';
  const step = stepOfCode(await openSecret(tx, vault, personId, row), code, now);
  if (step === null) return 'wrong';
  await tx.query('UPDATE second_factor SET confirmed_at = now(), last_step = $2 WHERE person_id = $1', [
    personId,
    step,
  ]);
  return 'confirmed';
}

/** Takes the second factor away. Where it is required it must be enrolled anew at once: the grace is over. */
export async function removeFactor(tx: Tx, personId: string): Promise<boolean> {
  await tx.query('DELETE FROM recovery_code WHERE person_id = $1', [personId]);
  const { rowCount } = await tx.query(
    'DELETE FROM second_factor WHERE person_id = $1 AND confirmed_at IS NOT NULL',
    [personId],
  );
  if (rowCount === 1) await tx.query(`UPDATE person SET factor_asked_at = 'epoch' WHERE id = $1`, [personId]);
  return rowCount === 1;
}

async function takeStep(tx: Tx, personId: string, step: number): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE second_factor SET last_step = $2 WHERE person_id = $1 AND last_step < $2',
    [personId, step],
  );
  return rowCount === 1;
}

async function openSecret(tx: Tx, vault: Vault, personId: string, row: FactorRow): Promise<string> {
  return (await vault.unseal(tx, row, contextOf(personId))).toString();
}
