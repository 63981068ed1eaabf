import type { Tx } from '../../ground/db/index.ts';
import { findReceipts, formerIdHash, type Receipt, type Sender } from './receipts.ts';

/** What is asked for: a submission under the key that its receipt would have today. */
export interface Asked extends Sender {
  readonly idHash: string;
  readonly id: string;
}

/** Receipts under the key of earlier releases. One for each process. */
export interface FormerReceipts {
  /** Those that exist, by the key of today. Asks nothing when there are none at all. */
  find(tx: Tx, asked: readonly Asked[]): Promise<Map<string, Receipt>>;
}

/** None are written any more: once the last is gone, or where there never was one, nobody looks again. */
export function openFormerReceipts(key: string): FormerReceipts {
  let any: Promise<boolean> | undefined;
  return {
    async find(tx, asked) {
      any ??= thereAreSome(tx).catch((error) => {
        any = undefined;
        throw error;
      });
      if (!(await any)) return new Map();
      const former = new Map(asked.map((one) => [formerIdHash(key, one, one.id), one.idHash]));
      const found = await findReceipts(tx, [...former.keys()]);
      return new Map([...found].map(([hash, receipt]) => [former.get(hash)!, receipt]));
    },
  };
}

async function thereAreSome(tx: Tx): Promise<boolean> {
  const { rowCount } = await tx.query(
    'SELECT FROM signal_batch WHERE id <= (SELECT former_until FROM receipt_form) LIMIT 1',
  );
  return (rowCount ?? 0) > 0;
}
