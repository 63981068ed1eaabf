import { SealBroken } from '../../ground/vault/index.ts';
import type { ShiftDesk } from './desk.ts';

/** Of the keys under which these words lie; forgetting asks for them by it. */
export const notesPurpose = 'shift-notes';
const context = (shift: string) => `shift-note/${shift}`;

/** What officers write to each other names people: it lies sealed, under a key of its day. */
export async function sealWords(
  { tx, vault, now }: ShiftDesk,
  shift: string,
  words: string,
): Promise<{ keyId: number; sealed: Buffer }> {
  return vault.seal(tx, notesPurpose, Buffer.from(words), context(shift), now);
}

/** null for nothing, and for what has been forgotten. */
export async function openWords(
  { tx, vault }: ShiftDesk,
  shift: string,
  keyId: number | null,
  sealed: Buffer | null,
): Promise<string | null> {
  if (keyId === null || sealed === null) return null;
  try {
    return (await vault.unseal(tx, { keyId, sealed }, context(shift))).toString();
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}
