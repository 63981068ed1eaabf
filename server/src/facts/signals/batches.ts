import type { Signal } from '@lanzha/contract';
import { type Giving, giving, type Tx } from '../../ground/db/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import { packPayloads, unpackPayloads } from './payloads.ts';

export const context = (batchId: number) => `signals/${batchId}`;

/** Numbers of batches to come, taken from the sequence by the dozen. One for each process; unused numbers are gaps. */
export class BatchNumbers {
  private free: number[] = [];

  async next(tx: Tx): Promise<number> {
    const number = this.free.shift();
    if (number !== undefined) return number;
    const { rows } = await tx.query<{ id: number }>({
      name: 'next-batches',
      text: "SELECT nextval('signal_batch_id_seq') AS id FROM generate_series(1, 48)",
    });
    const [first, ...rest] = rows.map((row) => row.id);
    this.free.push(...rest);
    return first!;
  }
}

/** Seals the payloads of a batch, which came at `now`, together, to be written as one row; line n is the signal with `ord` n. */
export async function sealBatch(
  tx: Tx,
  vault: Vault,
  batchId: number,
  lines: readonly string[],
  now: Date,
): Promise<Giving<void>> {
  const { keyId, sealed } = await vault.seal(tx, 'signals', packPayloads(lines), context(batchId), now);
  const statement = {
    name: 'insert-batch',
    text: 'INSERT INTO signal_batch (id, at, key_id, count, sealed) VALUES ($1, $2, $3, $4, $5)',
    values: [batchId, now, keyId, lines.length, sealed],
  };
  return giving(statement, () => undefined);
}

export interface SignalRef {
  readonly batch: number;
  readonly ord: number;
}

/** Opens signals by reference. Those whose key was destroyed are gone and left out. */
export async function openSignals(
  tx: Tx,
  vault: Vault,
  refs: readonly SignalRef[],
): Promise<(SignalRef & { signal: Signal })[]> {
  const batches = [...new Set(refs.map((ref) => ref.batch))];
  const { rows } = await tx.query<{ id: number; keyId: number; sealed: Buffer }>({
    name: 'open-batches',
    text: `SELECT b.id, b.key_id AS "keyId", b.sealed FROM signal_batch b JOIN vault_key k ON k.id = b.key_id
            WHERE b.id = ANY ($1::bigint[])`,
    values: [`{${batches.join(',')}}`],
  });
  const lines = new Map<number, string[]>();
  for (const row of rows) {
    lines.set(row.id, unpackPayloads(await vault.unseal(tx, row, context(row.id))));
  }
  return refs.flatMap((ref) => {
    const line = lines.get(ref.batch)?.[ref.ord];
    return line === undefined ? [] : [{ ...ref, signal: JSON.parse(line) as Signal }];
  });
}
