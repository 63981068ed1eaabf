import type { SealedField, SealedTransferField } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { SealBroken, type Vault } from '../../ground/vault/index.ts';

/** Every sealed value of this room. Its keys are of the day, apart from those that warnings are forgotten with. */
const purpose = 'incidents';

export type SealedValues = Partial<Record<SealedField | 'handedTo', string>>;
export type SealedTransfer = Partial<Record<SealedTransferField, string>>;
export interface SealedChange {
  /** 'victimName', or '<id of the transfer>/amount'. */
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}
export interface SealedEntry {
  readonly changes?: readonly SealedChange[];
  readonly note?: string;
}

interface Kept {
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
}

export const contextOf = {
  incident: (id: string) => `incident/${id}`,
  transfer: (id: string) => `incident-transfer/${id}`,
  review: (id: string) => `incident-review/${id}`,
  entry: (incident: string, version: number) => `incident-history/${incident}/${version}`,
};

interface At {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly now: Date;
}

/** null when there is nothing to seal. */
export async function sealJson({ tx, vault, now }: At, context: string, value: object): Promise<Kept> {
  if (Object.keys(value).length === 0) return { keyId: null, sealed: null };
  return vault.seal(tx, purpose, Buffer.from(JSON.stringify(value)), context, now);
}

/** Nothing when it was forgotten. */
export async function openJson<T extends object>(
  { tx, vault }: Omit<At, 'now'>,
  context: string,
  { keyId, sealed }: Kept,
): Promise<Partial<T>> {
  if (keyId === null || sealed === null) return {};
  try {
    return JSON.parse((await vault.unseal(tx, { keyId, sealed }, context)).toString()) as Partial<T>;
  } catch (error) {
    if (error instanceof SealBroken) return {};
    throw error;
  }
}
