import type { Tx } from '../../ground/db/index.ts';
import type { Sealed, Vault } from '../../ground/vault/index.ts';
import type { PlainSubject } from './masking.ts';
import { openedOr } from './opened-or.ts';

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

/** What was known of an open warning's person; nothing when its key is gone: new signals must not fail for it. */
export async function knownBefore(
  tx: Tx,
  vault: Vault,
  { id, key_id, subject_sealed }: { id: string; key_id: number; subject_sealed: Buffer },
): Promise<PlainSubject> {
  return openedOr({}, () => openSealed(tx, vault, id, { keyId: key_id, sealed: subject_sealed }));
}

/** @throws SealBroken */
async function openSealed(tx: Tx, vault: Vault, warningId: string, value: Sealed): Promise<PlainSubject> {
  return JSON.parse((await vault.unseal(tx, value, contextOf(warningId))).toString()) as PlainSubject;
}
