import type { ScheduledJob, SystemJob } from '@lanzha/contract';
import { parseCronItems } from 'graphile-worker';
import type { Tx } from '../db/index.ts';
import type { Job } from './job.ts';

const state = `CASE WHEN j.locked_at IS NOT NULL THEN 'running' WHEN j.attempts >= j.max_attempts THEN 'failed'
  WHEN j.attempts > 0 THEN 'retrying' ELSE 'waiting' END`;

interface Row extends Omit<SystemJob, 'runAt' | 'startedAt'> {
  runAt: Date;
  startedAt: Date | null;
}

const longest = 200;

/** What is in the queue, what failed first; reasons as `run.ts` left them. */
export async function listJobs(tx: Tx): Promise<SystemJob[]> {
  const { rows } = await tx.query<Row>(
    `SELECT j.id::text, t.identifier AS name, ${state} AS state, j.attempts::int, j.max_attempts::int AS "maxAttempts",
       j.run_at AS "runAt", j.locked_at AS "startedAt",
       substring(j.last_error FROM ' failed: ([A-Za-z0-9_]{3,40})$') AS reason
     FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     ORDER BY (j.attempts >= j.max_attempts) DESC, (j.locked_at IS NOT NULL) DESC, j.run_at LIMIT ${longest}`,
  );
  return rows.map(({ runAt, startedAt, ...row }) => ({
    ...row,
    runAt: runAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
  }));
}

export interface JobCounts {
  readonly running: number;
  readonly waiting: number;
  readonly failed: number;
  /** Seconds by which the longest waiting one is late; 0 when none is. */
  readonly late: number;
}

export async function countJobs(tx: Tx): Promise<JobCounts> {
  const { rows } = await tx.query<JobCounts>(
    `SELECT count(*) FILTER (WHERE state = 'running') AS running, count(*) FILTER (WHERE state IN ('waiting', 'retrying')) AS waiting,
       count(*) FILTER (WHERE state = 'failed') AS failed,
       greatest(0, coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE state IN ('waiting', 'retrying'))), 0))::int AS late
     FROM (SELECT ${state} AS state, j.run_at FROM graphile_worker._private_jobs j) AS job`,
  );
  return rows[0]!;
}

/** Lets a job that was given up begin anew, its attempts counted from zero. @returns its name, or null when it is not one */
export async function retryJob(tx: Tx, id: string): Promise<string | null> {
  const { rows } = await tx.query<{ name: string }>(
    `WITH failed AS (
       SELECT j.id, t.identifier FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE j.id = $1::bigint AND j.attempts >= j.max_attempts AND j.locked_at IS NULL FOR UPDATE OF j)
     SELECT failed.identifier AS name FROM failed,
       LATERAL graphile_worker.reschedule_jobs(ARRAY[failed.id], run_at := now(), attempts := 0) AS again`,
    [id],
  );
  return rows[0]?.name ?? null;
}

export async function jobExists(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query('SELECT FROM graphile_worker._private_jobs WHERE id = $1::bigint', [
    id,
  ]);
  return rowCount === 1;
}

/** Of the jobs that run by themselves: when last and when next. */
export async function listSchedule(tx: Tx, jobs: readonly Job[], now: Date): Promise<ScheduledJob[]> {
  const { rows } = await tx.query<{ name: string; at: Date | null }>(
    'SELECT identifier AS name, last_execution AS at FROM graphile_worker._private_known_crontabs',
  );
  const last = new Map(rows.map(({ name, at }) => [name, at]));
  return jobs.flatMap(({ name, cron }) =>
    cron === undefined
      ? []
      : [
          {
            name,
            lastAt: last.get(name)?.toISOString() ?? null,
            nextAt: nextOf(cron, now)?.toISOString() ?? null,
          },
        ],
  );
}

const minute = 60_000;
/** None of ours is rarer than once a month. */
const farthest = 32 * 24 * 60;

function nextOf(cron: string, now: Date): Date | undefined {
  const [item] = parseCronItems([{ task: 'next', match: cron }]);
  const from = Math.floor(now.getTime() / minute) + 1;
  for (let step = 0; step < farthest; step++) {
    const at = new Date((from + step) * minute);
    const digest = {
      min: at.getUTCMinutes(),
      hour: at.getUTCHours(),
      date: at.getUTCDate(),
      month: at.getUTCMonth() + 1,
      dow: at.getUTCDay(),
    };
    if (item?.match(digest)) return at;
  }
  return undefined;
}
