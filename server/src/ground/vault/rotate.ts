import { randomBytes } from 'node:crypto';
import { type Db, machine, type Tx } from '../db/index.ts';
import { KeyFileError, readKeyFile, replaceKeyFile } from './key-file.ts';
import { keysOf, partsOf } from './master-key.ts';
import { type DataKey, dataKeyBytes, seal, unseal } from './seal.ts';
import { wrapContext } from './slice-keys.ts';

/** Where a rotation stands; each step may be the last one before the machine loses power. */
export type RotationStep = 'file-holds-both' | 'new-in-force' | 'rewrapping' | 'old-unused' | 'finished';

export interface Rotation {
  readonly generation: number;
  /** Data keys that were wrapped anew by this run. */
  readonly rewrapped: number;
  /** Whether an earlier run had been cut off and was brought to its end. */
  readonly resumed: boolean;
}

const atOnce = 200;

/**
 * Changes the master key while servers run: data keys are wrapped anew, what they seal stays as it is. First the file
 * holds both keys, only then does anybody wrap with the new one, and the old one goes when nothing needs it any more. Run
 * again after an interruption it goes on where it stood.
 * @throws KeyFileError
 */
export async function rotateMasterKey(
  db: Db,
  path: string,
  onStep: (step: RotationStep, done: number, of: number) => void | Promise<void> = () => undefined,
): Promise<Rotation> {
  const before = partsOf(await readKeyFile(path));
  const resumed = before.wrappings.size > 1;
  const generation = Math.max(...before.wrappings.keys()) + (resumed ? 0 : 1);
  const wrappings = new Map(before.wrappings);
  if (!resumed) wrappings.set(generation, randomBytes(dataKeyBytes));
  const both = { ...before, wrappings };
  if (!resumed) await replaceKeyFile(path, both);
  await onStep('file-holds-both', 0, 0);

  await db.inTransaction(machine, (tx) => tx.query('UPDATE vault_master SET generation = $1', [generation]));
  await onStep('new-in-force', 0, 0);

  const keys = keysOf(both);
  let rewrapped = 0;
  for (;;) {
    const { done, left } = await db.inTransaction(machine, (tx) =>
      rewrapSome(tx, keys.wrappings, generation),
    );
    rewrapped += done;
    if (done > 0) await onStep('rewrapping', rewrapped, rewrapped + left);
    if (left === 0) break;
  }
  await onStep('old-unused', rewrapped, rewrapped);

  await replaceKeyFile(path, {
    ...both,
    wrappings: new Map([...wrappings].filter(([g]) => g === generation)),
  });
  await onStep('finished', rewrapped, rewrapped);
  return { generation, rewrapped, resumed };
}

async function rewrapSome(
  tx: Tx,
  wrappings: ReadonlyMap<number, DataKey>,
  generation: number,
): Promise<{ done: number; left: number }> {
  // Waits for data keys in the making: after it none of an older generation can appear.
  await tx.query('SELECT FROM vault_master FOR UPDATE');
  const { rows } = await tx.query<{
    id: number;
    purpose: string;
    slice: string;
    wrapped: Buffer;
    generation: number;
  }>(
    `SELECT id, purpose, slice, wrapped, generation FROM vault_key WHERE generation <> $1 ORDER BY id LIMIT ${atOnce} FOR UPDATE`,
    [generation],
  );
  const master = keyOf(wrappings, generation);
  for (const row of rows) {
    const plain = unseal(keyOf(wrappings, row.generation), row.wrapped, wrapContext(row));
    const wrapped = seal(master, plain, wrapContext(row));
    await tx.query('UPDATE vault_key SET wrapped = $2, generation = $3 WHERE id = $1', [
      row.id,
      wrapped,
      generation,
    ]);
  }
  const { rows: count } = await tx.query<{ left: number }>(
    'SELECT count(*) AS left FROM vault_key WHERE generation <> $1',
    [generation],
  );
  return { done: rows.length, left: count[0]?.left ?? 0 };
}

function keyOf(wrappings: ReadonlyMap<number, DataKey>, generation: number): DataKey {
  const key = wrappings.get(generation);
  if (key === undefined) throw new KeyFileError(`密钥文件里没有第 ${generation} 代主密钥,不能更换。`);
  return key;
}
