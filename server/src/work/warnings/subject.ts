import type { Tx } from '../../ground/db/index.ts';
import { SealBroken, type Sealed, type Vault } from '../../ground/vault/index.ts';
import type { PlainSubject } from './masking.ts';

const contextOf = (warningId: string) => `warning/${warningId}`;

export function sealSubject(
  tx: Tx,
  vault: Vault,
  warningId: string,
  subject: PlainSubject,
  now: Date,
): Promise<Sealed> {
  return vault.seal(tx, 'warnings', Buffer.from(JSON.stringify(subject)), contextOf(warningId), now);
}

/**
 * @throws SealBroken when its key was destroyed (forgotten) or the value altered
 * @throws RangeError when the warning is not there
 */
export async function openSubject(tx: Tx, vault: Vault, warningId: string): Promise<PlainSubject> {
  const { rows } = await tx.query<{ keyId: number; sealed: Buffer }>({
    name: 'read-warning-subject',
    text: 'SELECT key_id AS "keyId", subject_sealed AS sealed FROM warning WHERE id = $1',
    values: [warningId],
  });
  const row = rows[0];
  if (row === undefined) throw new RangeError(`warning ${warningId} is not there`);
  return openSealed(tx, vault, warningId, row);
}

/** @throws SealBroken */
export async function openSealed(
  tx: Tx,
  vault: Vault,
  warningId: string,
  value: Sealed,
): Promise<PlainSubject> {
  return JSON.parse((await vault.unseal(tx, value, contextOf(warningId))).toString()) as PlainSubject;
}

/** The subject for masking words about it; nothing when its key was destroyed: then nobody knows it any more. */
export async function subjectToMask(tx: Tx, vault: Vault, warningId: string): Promise<PlainSubject> {
  try {
    return await openSubject(tx, vault, warningId);
  } catch (error) {
    if (error instanceof SealBroken) return {};
    throw error;
  }
}
