import { randomBytes } from 'node:crypto';
import type { Tx } from '../db/index.ts';
import { type BlindIndexer, blindIndexer } from './blind-index.ts';
import type { MasterKeys } from './master-key.ts';
import { type DataKey, dataKeyBytes, dataKeyFrom, SealBroken, seal, unseal } from './seal.ts';

/** What a sealed value needs to be opened: which data key, and what it was bound to. */
export interface Sealed {
  keyId: number;
  sealed: Buffer;
}

/** Personal data at rest: data keys of a time slice (a day), blind indexes. One for each process. */
export interface Vault {
  /** Seals under today's key of `purpose`; makes that key when it is the first of the day. */
  seal(tx: Tx, purpose: string, plain: Buffer, context: string, now: Date): Promise<Sealed>;
  /** @throws SealBroken when the key was destroyed (forgotten) or the value altered */
  unseal(tx: Tx, value: Sealed, context: string): Promise<Buffer>;
  readonly blindIndex: BlindIndexer;
  /** Prefix of keyed hashes over signal ids and contents, in hex. */
  readonly contentKey: string;
}

export function openVault(master: MasterKeys): Vault {
  const current = new Map<string, { slice: string; id: number; key: DataKey }>();
  const byId = new Map<number, DataKey>();

  async function keyFor(tx: Tx, purpose: string, slice: string): Promise<{ id: number; key: DataKey }> {
    const known = current.get(purpose);
    if (known?.slice === slice) return known;
    const fresh = { slice, ...(await findOrMakeKey(tx, master, purpose, slice)) };
    if (!fresh.made) current.set(purpose, fresh); // a key made here is kept only once its transaction has committed
    return fresh;
  }

  async function keyById(tx: Tx, id: number): Promise<DataKey> {
    const known = byId.get(id);
    if (known !== undefined) return known;
    const { rows } = await tx.query<{ wrapped: Buffer; purpose: string; slice: string }>(
      'SELECT wrapped, purpose, slice FROM vault_key WHERE id = $1',
      [id],
    );
    const row = rows[0];
    if (row === undefined) throw new SealBroken('data key was destroyed');
    const key = dataKeyFrom(unseal(master.wrapping, row.wrapped, `${row.purpose}/${row.slice}`));
    byId.set(id, key);
    return key;
  }

  return {
    contentKey: master.content.toString('hex'),
    blindIndex: blindIndexer(master.index),
    async seal(tx, purpose, plain, context, now) {
      const { id, key } = await keyFor(tx, purpose, now.toISOString().slice(0, 10));
      return { keyId: id, sealed: seal(key, plain, context) };
    },
    unseal: async (tx, value, context) => unseal(await keyById(tx, value.keyId), value.sealed, context),
  };
}

async function findOrMakeKey(tx: Tx, master: MasterKeys, purpose: string, slice: string) {
  const find = () =>
    tx.query<{ id: number; wrapped: Buffer }>(
      'SELECT id, wrapped FROM vault_key WHERE purpose = $1 AND slice = $2',
      [purpose, slice],
    );
  let found = (await find()).rows[0];
  let made = false;
  if (found === undefined) {
    const wrapped = seal(master.wrapping, randomBytes(dataKeyBytes), `${purpose}/${slice}`);
    const { rowCount } = await tx.query(
      'INSERT INTO vault_key (purpose, slice, wrapped) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [purpose, slice, wrapped],
    );
    made = rowCount === 1;
    found = (await find()).rows[0];
  }
  if (found === undefined) throw new SealBroken('data key vanished');
  return {
    id: found.id,
    key: dataKeyFrom(unseal(master.wrapping, found.wrapped, `${purpose}/${slice}`)),
    made,
  };
}
