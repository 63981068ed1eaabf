import type { Tx } from '../../ground/db/index.ts';
import type { Params } from '../../ground/params/index.ts';
import type { Sealed, Vault } from '../../ground/vault/index.ts';

export const contextOf = (id: string): string => `link/${id}`;

/** Keys of this purpose are of the day on which what they seal is forgotten. */
export const purpose = 'links.until';

/** Seals a value until its time is over: `links.kept` after its end, or for as long as it stands when it has none. */
export function sealValue(
  tx: Tx,
  { vault, params }: { vault: Vault; params: Params },
  id: string,
  value: string,
  expiresAt: Date | null,
): Promise<Sealed> {
  const plain = Buffer.from(value);
  if (expiresAt === null) return vault.sealLasting(tx, 'links', plain, contextOf(id));
  const until = new Date(expiresAt.getTime() + params.milliseconds('links.kept'));
  return vault.seal(tx, purpose, plain, contextOf(id), until);
}
