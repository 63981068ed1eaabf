import type { Tx } from '../db/index.ts';
import { type BlindIndexer, blindIndexer } from './blind-index.ts';
import { openKeyRing } from './key-ring.ts';
import type { MasterKeys } from './master-key.ts';
import { nameIndexer } from './name-index.ts';
import { type DataKey, seal, unseal } from './seal.ts';
import { findOrMakeSliceKey, readSliceKey } from './slice-keys.ts';

/** What a sealed value needs to be opened: which data key, and what it was bound to. */
export interface Sealed {
  keyId: number;
  sealed: Buffer;
}

/** What makes keyed hashes: of identifiers, names, and the ids and contents of signals. */
export interface Hashing {
  readonly blindIndex: BlindIndexer;
  /** Blind index of a whole name, for searching. */
  readonly nameIndex: (name: string) => string;
  /** Prefix of keyed hashes over signal ids and contents, in hex. */
  readonly contentKey: string;
}

/** Personal data at rest: data keys of a time slice (a day), blind indexes. One for each process. */
export interface Vault extends Hashing {
  /** Seals under today's key of `purpose`; makes that key when it is the first of the day. */
  seal(tx: Tx, purpose: string, plain: Buffer, context: string, now: Date): Promise<Sealed>;
  /** Seals under a key of `purpose` that no day ends: for what must open as long as its owner wants, not for citizens' data. */
  sealLasting(tx: Tx, purpose: string, plain: Buffer, context: string): Promise<Sealed>;
  /** @throws SealBroken when the key was destroyed (forgotten) or the value altered */
  unseal(tx: Tx, value: Sealed, context: string): Promise<Buffer>;
}

/** The keys that a thread needs which hashes and opens nothing. */
export type HashKeys = Pick<MasterKeys, 'index' | 'content'>;

export const hashingWith = ({ index, content }: HashKeys): Hashing => ({
  contentKey: content.toString('hex'),
  blindIndex: blindIndexer(index),
  nameIndex: nameIndexer(index),
});

/** Slice of keys that no forgetting reaches: a purpose `….until` names the day it is looked at again. */
const noDay = '9999-12-31';

/** How long a data key stays in memory: a key destroyed by another process still opens values here for so long. */
const rememberedMs = 60_000;

/** @param reread reads the key file again: asked when the master key was changed while this process runs */
export function openVault(master: MasterKeys, reread?: () => Promise<MasterKeys>): Vault {
  const ring = openKeyRing(master, reread);
  const current = new Map<string, { slice: string; id: number; key: DataKey }>();
  const byId = new Map<number, { key: DataKey; until: number }>();

  async function keyFor(tx: Tx, purpose: string, slice: string): Promise<{ id: number; key: DataKey }> {
    const known = current.get(purpose);
    if (known?.slice === slice) return known;
    const { id, key, committed } = await findOrMakeSliceKey(tx, ring, purpose, slice);
    // One that a rollback would take away is never remembered; slices to come change with every value.
    if (committed && !purpose.endsWith('.until')) current.set(purpose, { slice, id, key });
    return { id, key };
  }

  async function keyById(tx: Tx, id: number): Promise<DataKey> {
    const now = performance.now();
    const known = byId.get(id);
    if (known !== undefined && known.until > now) return known.key;
    byId.delete(id);
    const key = await readSliceKey(tx, ring, id);
    byId.set(id, { key, until: now + rememberedMs });
    return key;
  }

  return {
    ...hashingWith(master),
    async seal(tx, purpose, plain, context, now) {
      const { id, key } = await keyFor(tx, purpose, now.toISOString().slice(0, 10));
      return { keyId: id, sealed: seal(key, plain, context) };
    },
    async sealLasting(tx, purpose, plain, context) {
      const { id, key } = await keyFor(tx, `${purpose}.until`, noDay);
      return { keyId: id, sealed: seal(key, plain, context) };
    },
    unseal: async (tx, value, context) => unseal(await keyById(tx, value.keyId), value.sealed, context),
  };
}
