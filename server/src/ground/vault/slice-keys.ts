import { randomBytes } from 'node:crypto';
import type { Tx } from '../db/index.ts';
import { KeyFileError } from './key-file.ts';
import type { KeyRing } from './key-ring.ts';
import { type DataKey, dataKeyBytes, dataKeyFrom, SealBroken, seal, unseal } from './seal.ts';

interface Wrapped {
  readonly id: number;
  readonly purpose: string;
  readonly slice: string;
  readonly wrapped: Buffer;
  readonly generation: number;
}

const columns = 'id, purpose, slice, wrapped, generation';
export const wrapContext = ({ purpose, slice }: Pick<Wrapped, 'purpose' | 'slice'>) => `${purpose}/${slice}`;

/** @throws SealBroken when the key was destroyed */
export async function readSliceKey(tx: Tx, ring: KeyRing, id: number): Promise<DataKey> {
  const read = async () => {
    const { rows } = await tx.query<Wrapped>(`SELECT ${columns} FROM vault_key WHERE id = $1`, [id]);
    if (rows[0] === undefined) throw new SealBroken('data key was destroyed');
    return unwrap(ring, rows[0]);
  };
  return read().catch((error: unknown) => {
    if (error instanceof KeyFileError) return read(); // wrapped anew between our look and the file's
    throw error;
  });
}

export interface SliceKey {
  readonly id: number;
  readonly key: DataKey;
  /** Others see it: it stays whatever becomes of this transaction. */
  readonly committed: boolean;
}

export async function findOrMakeSliceKey(
  tx: Tx,
  ring: KeyRing,
  purpose: string,
  wanted: string,
): Promise<SliceKey> {
  const slice = await neverBack(tx, purpose, wanted);
  const find = async () => {
    // What a transaction sees is committed, or its own: made_by is the whole transaction, also within a savepoint.
    const { rows } = await tx.query<Wrapped & { committed: boolean }>(
      `SELECT ${columns}, coalesce(made_by <> pg_current_xact_id_if_assigned(), true) AS committed
       FROM vault_key WHERE purpose = $1 AND slice = $2`,
      [purpose, slice],
    );
    return rows[0];
  };
  let found = await find();
  if (found === undefined) {
    await makeKey(tx, ring, purpose, slice);
    found = await find();
  }
  if (found === undefined) throw new SealBroken('data key vanished');
  return { id: found.id, key: await unwrap(ring, found), committed: found.committed };
}

const farAhead = 100; // days: a slice so far ahead came from a clock gone wrong itself

/**
 * A clock that was set back must not seal today's data under the key of a day that is forgotten tomorrow: the newest day
 * goes on instead. Slices named by a day to come (`….until`) are meant as they are.
 */
async function neverBack(tx: Tx, purpose: string, wanted: string): Promise<string> {
  if (purpose.endsWith('.until')) return wanted;
  const { rows } = await tx.query<{ newest: string | null }>(
    'SELECT max(slice) AS newest FROM vault_key WHERE purpose = $1 AND slice > $2 AND slice::date <= $2::date + $3::integer',
    [purpose, wanted, farAhead],
  );
  return rows[0]?.newest ?? wanted;
}

async function makeKey(tx: Tx, ring: KeyRing, purpose: string, slice: string): Promise<void> {
  // Held until commit: a change of the master key waits for keys in the making, and those see its generation.
  const { rows } = await tx.query<{ generation: number }>('SELECT generation FROM vault_master FOR SHARE');
  const generation = rows[0]?.generation ?? 0;
  const master = await ring.wrapping(generation);
  const wrapped = seal(master, randomBytes(dataKeyBytes), wrapContext({ purpose, slice }));
  await tx.query(
    'INSERT INTO vault_key (purpose, slice, wrapped, generation) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [purpose, slice, wrapped, generation],
  );
}

async function unwrap(ring: KeyRing, row: Wrapped): Promise<DataKey> {
  return dataKeyFrom(unseal(await ring.wrapping(row.generation), row.wrapped, wrapContext(row)));
}
