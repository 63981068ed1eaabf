import { countSignalsUnder, keepHeldBatches } from '../../facts/signals/index.ts';
import { machine, type Tx } from '../../ground/db/index.ts';
import { destroySliceKey, type Slice, slicesUpTo } from '../../ground/vault/index.ts';
import { deleteIdleSubjects } from '../deciding/index.ts';
import { forgetDueWarnings, keepLivingValues } from '../warnings/index.ts';
import { clockIsBelieved } from './clock-check.ts';
import { forgetNotes } from './forget-notes.ts';
import { forgetReceipts } from './forget-receipts.ts';
import { logRetention } from './log.ts';
import { dayOf, daysAfter, keepingTimes, lastDayOlderThan, parameterOf } from './rules.ts';
import { type Forgetting, share, stopped } from './run.ts';

/**
 * The daily run. Everything is in small transactions that each leave a whole state behind, so it may be cut off anywhere
 * and run again: first the person is taken out of warnings whose time is over, then values that outlive their slice are
 * sealed again, then keys that nothing living needs are destroyed, then idle state rows, hand-over notes and receipts go.
 * @returns false when the clock is not believed and nothing was done
 */
export async function forgetWhatIsDue(run: Forgetting): Promise<boolean> {
  const { db, params, now } = run;
  if (!(await db.inTransaction(machine, (tx) => clockIsBelieved(tx, params, now)))) return false;
  await forgetWarnings(run);
  const [failure] = await destroyKeys(run);
  await forgetSubjects(run);
  await forgetNotes(run);
  await forgetReceipts(run);
  if (failure !== undefined) throw failure.reason;
  return true;
}

async function forgetWarnings(run: Forgetting): Promise<void> {
  const { db, params, now } = run;
  for (let more = true; more && !stopped(run); ) {
    more = await db.inTransaction(machine, async (tx) => {
      const gone = await forgetDueWarnings(tx, now, keepingTimes(params, now), share(run));
      await logRetention(
        tx,
        gone.map(({ falseAlarm, day, count }) => {
          const kind = falseAlarm ? 'warnings.false' : 'warnings.effective';
          return { at: now, kind, day, count, paramId: params.value(parameterOf[kind], now).id };
        }),
      );
      return gone.length > 0;
    });
  }
}

/** @returns what did not open: it keeps its own slice, not the others */
async function destroyKeys(run: Forgetting): Promise<{ reason: unknown }[]> {
  const { db, params, now } = run;
  const today = dayOf(now);
  const kept = params.milliseconds(parameterOf.signals, now);
  const { falseAlarm, effective } = keepingTimes(params, now);
  const candidates = await db.inTransaction(machine, async (tx) => [
    ...(await slicesUpTo(tx, 'signals', lastDayOlderThan(now, kept), today)),
    ...(await slicesUpTo(tx, 'signals.until', today, today)),
    ...(await slicesUpTo(tx, 'warnings', lastDayOlderThan(now, Math.min(falseAlarm, effective)), today)),
    ...(await slicesUpTo(tx, 'warnings.until', today, today)),
  ]);
  const failures: { reason: unknown }[] = [];
  for (const slice of candidates) {
    if (stopped(run)) break;
    await destroyUnlessNeeded(run, slice).catch((reason: unknown) => failures.push({ reason }));
  }
  return failures;
}

async function destroyUnlessNeeded(run: Forgetting, slice: Slice): Promise<void> {
  let again = 0;
  for (let more = true; more; ) {
    if (stopped(run)) return;
    more = await run.db.inTransaction(machine, async (tx) => {
      const kept = await keepSome(tx, run, slice);
      again += kept;
      if (kept === 0) await destroy(tx, run, slice, again);
      return kept > 0;
    });
  }
}

/** Seals again what is held or lives; 0 when nothing under the key is needed any more. */
function keepSome(tx: Tx, run: Forgetting, { id, purpose }: Slice): Promise<number> {
  const { vault, params, now } = run;
  const times = keepingTimes(params, now);
  if (purpose.startsWith('signals')) {
    const until = daysAfter(now, params.number(parameterOf.signals, now));
    return keepHeldBatches(tx, vault, id, { now, until, atOnce: share(run) });
  }
  const review = daysAfter(now, params.number(parameterOf['warnings.false'], now));
  return keepLivingValues(tx, vault, id, { now, review, times, atOnce: share(run) });
}

async function destroy(tx: Tx, { params, now }: Forgetting, slice: Slice, again: number): Promise<void> {
  const { id, purpose, day } = slice;
  const signals = purpose.startsWith('signals') ? await countSignalsUnder(tx, [id], now) : new Map();
  if (!(await destroySliceKey(tx, id))) return;
  const paramId = params.value(parameterOf.signals, now).id;
  const count = signals.get(id)?.count ?? 0;
  await logRetention(tx, [
    ...(count === 0 ? [] : [{ at: now, kind: 'signals', day, count, paramId } as const]),
    { at: now, kind: 'key', day, count: again, purpose },
  ]);
}

const subjectsAtOnce = 2_000;

async function forgetSubjects(run: Forgetting): Promise<void> {
  const { db, params, now } = run;
  const { id: paramId } = params.value(parameterOf.subjects, now);
  const since = new Date(now.getTime() - params.milliseconds(parameterOf.subjects, now));
  for (let after: string | null = ''; after !== null && !stopped(run); ) {
    after = await db.inTransaction(machine, async (tx) => {
      const { rows } = await tx.query<{ after: string | null }>(
        'SELECT subject_after AS after FROM retention_state FOR UPDATE',
      );
      const step = await deleteIdleSubjects(tx, rows[0]?.after ?? null, since, subjectsAtOnce);
      await tx.query('UPDATE retention_state SET subject_after = $1', [step.after]);
      if (step.deleted > 0)
        await logRetention(tx, [{ at: now, kind: 'subjects', count: step.deleted, paramId }]);
      return step.after;
    });
  }
}
