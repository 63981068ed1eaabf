import { maskText, SealBroken, type Sealed } from '../../ground/vault/index.ts';
import type { ZeroingDesk } from './desk.ts';

/** What was said of one warning; it lies sealed and is forgotten with the warning (`0022-zeroing.sql`). */
export interface Said {
  readonly words: string;
  readonly next: string;
}

/** Known to work/warnings, which seals again what outlives its slice. */
const context = (explanation: string) => `zeroing/${explanation}`;

export function sealSaid(
  { tx, vault, now }: Pick<ZeroingDesk, 'tx' | 'vault' | 'now'>,
  id: string,
  said: Said,
): Promise<Sealed> {
  return vault.seal(tx, 'warnings', Buffer.from(JSON.stringify(said)), context(id), now);
}

/** Numbers masked; null for what has been forgotten. Names are masked by who knows them. */
export async function openSaid(
  { tx, vault }: Pick<ZeroingDesk, 'tx' | 'vault'>,
  id: string,
  { keyId, sealed }: { readonly keyId: number | null; readonly sealed: Buffer | null },
): Promise<Said | null> {
  if (keyId === null || sealed === null) return null;
  try {
    const said = JSON.parse((await vault.unseal(tx, { keyId, sealed }, context(id))).toString()) as Said;
    return { words: maskText(said.words), next: maskText(said.next) };
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}
