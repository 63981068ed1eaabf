import type { Db, Tx } from '../db/index.ts';
import type { Logger } from '../http/index.ts';

/** Work that happens beside the requests; a room lists its own in `<room>.jobs.ts`. */
export interface Job {
  /** Room and verb: 'live.prune'. */
  readonly name: string;
  /** When it runs by itself (crontab, UTC); without it only when added. */
  readonly cron?: string;
  /** Must be repeatable: a job that fails or loses its process runs again. */
  run(context: JobContext, payload: unknown): Promise<void>;
}

export interface JobContext {
  readonly db: Db;
  readonly log: Logger;
  /** Aborted when the process wants to stop. */
  readonly signal: AbortSignal;
}

/**
 * Adds a job in the caller's transaction: it runs when, and only when, that commits.
 * With a `key` a waiting job of the same key is replaced.
 */
export async function addJob(
  tx: Tx,
  name: string,
  payload: unknown,
  { key = null, runAt = null }: { key?: string | null; runAt?: Date | null } = {},
): Promise<void> {
  await tx.query(
    'SELECT FROM graphile_worker.add_job($1, payload := $2, job_key := $3, run_at := coalesce($4, now()))',
    [name, JSON.stringify(payload ?? null), key, runAt],
  );
}
