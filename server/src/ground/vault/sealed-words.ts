import type { Tx } from '../db/index.ts';
import { SealBroken } from './seal.ts';
import type { Vault } from './vault.ts';

/** Words that a person typed, as they may stand in a json column. */
export interface SealedWords {
  readonly keyId: number;
  /** base64 */
  readonly sealed: string;
}

/** A reason often names people: it is kept as long as the audit log, and only sealed (purpose `reasons`). */
export async function sealReason(
  tx: Tx,
  vault: Pick<Vault, 'seal'>,
  reason: string,
  target: string,
  now: Date,
): Promise<SealedWords> {
  const { keyId, sealed } = await vault.seal(tx, 'reasons', Buffer.from(reason), `reason/${target}`, now);
  return { keyId, sealed: sealed.toString('base64') };
}

/** undefined for what is no sealed reason, or does not open any more */
export async function openReason(
  tx: Tx,
  vault: Pick<Vault, 'unseal'>,
  value: unknown,
  target: string,
): Promise<string | undefined> {
  const { keyId, sealed } = (value ?? {}) as Partial<Record<keyof SealedWords, unknown>>;
  if (typeof keyId !== 'number' || typeof sealed !== 'string') return undefined;
  try {
    const plain = await vault.unseal(
      tx,
      { keyId, sealed: Buffer.from(sealed, 'base64') },
      `reason/${target}`,
    );
    return plain.toString();
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}
