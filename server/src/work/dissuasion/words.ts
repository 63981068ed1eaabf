import type { Tx } from '../../ground/db/index.ts';
import { maskText, SealBroken, type Sealed, type Vault } from '../../ground/vault/index.ts';

export type Words = Readonly<Record<string, string>>;

/** Seals what people typed, under the key of the day that warnings forget with; null when nothing was typed. */
export async function sealWords(
  tx: Tx,
  vault: Vault,
  context: string,
  typed: Readonly<Record<string, string | undefined>>,
  now: Date,
): Promise<Sealed | null> {
  const words = Object.fromEntries(Object.entries(typed).filter(([, text]) => (text ?? '') !== ''));
  if (Object.keys(words).length === 0) return null;
  return vault.seal(tx, 'warnings', Buffer.from(JSON.stringify(words)), context, now);
}

/** What was typed, numbers masked; nothing when it was forgotten. Names are masked by who knows them. */
export async function openWords(
  tx: Tx,
  vault: Vault,
  context: string,
  { keyId, sealed }: { keyId: number | null; sealed: Buffer | null },
): Promise<Words> {
  if (keyId === null || sealed === null) return {};
  try {
    const words = JSON.parse((await vault.unseal(tx, { keyId, sealed }, context)).toString()) as Words;
    return Object.fromEntries(Object.entries(words).map(([name, text]) => [name, masked(text)]));
  } catch (error) {
    if (error instanceof SealBroken) return {};
    throw error;
  }
}

/** Masking takes separators away, so that what is left may itself read as a number. */
function masked(text: string): string {
  const once = maskText(text);
  return once === text ? text : masked(once);
}
