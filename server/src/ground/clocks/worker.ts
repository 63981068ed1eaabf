import { type Db, machine, type Tx } from '../db/index.ts';
import { describeError, type Logger } from '../http/index.ts';
import { type ClockHandlers, databaseTime, FiringFailed, fireBatch } from './fire-batch.ts';

export interface ClockWorkerOptions {
  readonly db: Db;
  readonly log: Logger;
  readonly handlers: ClockHandlers;
  /** How often it looks. A step is at most this late while there is nothing else to do. */
  readonly pollMs?: number;
  readonly batch?: number;
  /** How many batches at once in this process. */
  readonly lanes?: number;
  /** For tests: what the database's time is taken to be. */
  readonly now?: (tx: Tx) => Promise<Date>;
}

/** One for each process; those of several processes share the work. */
export interface ClockWorker {
  /** Takes no more and waits for what is under way. */
  stop(): Promise<void>;
}

/** A clock whose handler fails comes again after 2, 4, 8 … seconds, at most so many minutes later. */
const longestDeferral = 10 * 60_000;

export function openClockWorker(options: ClockWorkerOptions): ClockWorker {
  const { db, log, handlers, pollMs = 500, batch = 1_000, lanes = 2, now = databaseTime } = options;
  let stopping = false;
  const wakers = new Set<() => void>();
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(wake, pollMs);
      function wake() {
        clearTimeout(timer);
        wakers.delete(wake);
        resolve();
      }
      wakers.add(wake);
    });

  /** Until nothing is due any more, or what is due is held by others. */
  async function drain(): Promise<void> {
    let limit = batch;
    while (!stopping) {
      try {
        const { due, done } = await fireBatch({ db, handlers, limit, now });
        if (done === 0 || due < limit) return;
        limit = Math.min(batch, limit * 2);
      } catch (error) {
        if (!(error instanceof FiringFailed)) throw error;
        const [only] = error.claimed;
        if (error.claimed.length === 1 && only !== undefined) {
          log.error(
            { err: describeError(error.cause), subject: only.subject_kind, policy: only.policy },
            'clock handler failed',
          );
          await defer(only);
        }
        // Smaller and smaller, until the one that fails stands alone and is put off; the others go on.
        limit = error.claimed.length === 1 ? batch : Math.ceil(error.claimed.length / 8);
      }
    }
  }
  function defer(row: FiringFailed['claimed'][number]): Promise<void> {
    const wait = Math.min(longestDeferral, 1_000 * 2 ** (row.failures + 1));
    return db.inTransaction(machine, async (tx) => {
      const at = await now(tx);
      await tx.query({
        name: 'defer-clock',
        text: `WITH put_off AS (
                 UPDATE clocks SET next_at = $4, failures = least(failures + 1, 30), version = version + 1
                 WHERE subject_id = $1 AND subject_kind = $2 AND policy = $3 AND version = $5
                 RETURNING subject_id, subject_kind, policy, version, due_at)
               INSERT INTO clock_events (subject_id, subject_kind, policy, version, act, at, due_at)
               SELECT subject_id, subject_kind, policy, version, 'failed', $6, due_at FROM put_off`,
        values: [
          row.subject_id,
          row.subject_kind,
          row.policy,
          new Date(at.getTime() + wait),
          row.version,
          at,
        ],
      });
    });
  }
  async function lane(): Promise<void> {
    while (!stopping) {
      await drain().catch((error: unknown) => log.error({ err: describeError(error) }, 'clocks interrupted'));
      if (!stopping) await pause();
    }
  }
  const running = Promise.all(Array.from({ length: lanes }, lane));
  return {
    async stop() {
      stopping = true;
      for (const wake of wakers) wake();
      await running;
    },
  };
}
