import { countSignalsUnder, keepHeldBatches } from '../../facts/signals/index.ts';
import { type Db, machine, type Tx } from '../../ground/db/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { destroySliceKey, type Slice, slicesUpTo, type Vault } from '../../ground/vault/index.ts';
import { deleteIdleSubjects } from '../deciding/index.ts';
import { forgetDueWarnings, keepLivingValues } from '../warnings/index.ts';
import { clockIsBelieved } from './clock-check.ts';
import { logRetention } from './log.ts';
import { dayOf, daysAfter, keepingTimes, lastDayOlderThan, parameterOf } from './rules.ts';

export interface Forgetting {
  readonly db: Db;
  readonly vault: Vault;
  readonly params: Params;
  readonly now: Date;
  /** Asked to stop: the next run goes on. */
  readonly signal?: AbortSignal;
  /** How many values one transaction touches. */
  readonly atOnce?: number;
}

/**
 * The daily run. Everything is in small transactions that each leave a whole state behind, so it may be cut off anywhere
 * and run again: first the person is taken out of warnings whose time is over, then values that outlive their slice are
 * sealed again, then keys that nothing living needs are destroyed, then idle state rows go.
 * @returns false when the clock is not believed and nothing was done
 */
export async function forgetWhatIsDue(run: Forgetting): Promise<boolean> {
  const { db, params, now } = run;
  if (!(await db.inTransaction(machine, (tx) => clockIsBelieved(tx, params, now)))) return false;
  await forgetWarnings(run);
  await destroyKeys(run);
  await forgetSubjects(run);
  return true;
}

const stopped = ({ signal }: Forgetting) => signal?.aborted === true;
const share = ({ atOnce = 200 }: Forgetting) => atOnce;

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

async function destroyKeys(run: Forgetting): Promise<void> {
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
  const failures: unknown[] = [];
  for (const slice of candidates) {
    if (stopped(run)) return;
    // One value that does not open keeps its own slice, not the others.
    await destroyUnlessNeeded(run, slice).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
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
