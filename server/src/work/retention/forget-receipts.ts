import { dropBatches, dropReceipts, emptyBatches } from '../../facts/signals/index.ts';
import { machine } from '../../ground/db/index.ts';
import { logRetention } from './log.ts';
import { dayOf, parameterOf } from './rules.ts';
import { type Forgetting, stopped } from './run.ts';

/** How many batches one transaction empties or deletes. */
const atOnce = 10_000;

/**
 * Takes the bytes of batches whose key is gone, then receipts that need not be remembered any more, then the batches
 * themselves: only when all of the receipts were looked at.
 */
export async function forgetReceipts(run: Forgetting): Promise<void> {
  const { db, params, now } = run;
  for (let left = true; left; ) {
    if (stopped(run)) return;
    left = (await db.inTransaction(machine, (tx) => emptyBatches(tx, atOnce))) === atOnce;
  }
  const before = new Date(now.getTime() - params.milliseconds(parameterOf.receipts, now));
  const { id: paramId } = params.value(parameterOf.receipts, now);
  for (let from: number | null = 0; from !== null; ) {
    if (stopped(run)) return;
    const at: number = from;
    from = await db.inTransaction(machine, async (tx) => {
      const { dropped: count, next } = await dropReceipts(tx, before, at);
      if (count > 0)
        await logRetention(tx, [{ at: now, kind: 'receipts', day: dayOf(before), count, paramId }]);
      return next;
    });
  }
  for (let left = true; left; ) {
    if (stopped(run)) return;
    left = (await db.inTransaction(machine, (tx) => dropBatches(tx, before, atOnce))) === atOnce;
  }
}
