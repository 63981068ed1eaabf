import { parseCronItems, type Runner, Logger as RunnerLogger, run, type TaskList } from 'graphile-worker';
import type { Db } from '../db/index.ts';
import { describeError, type Logger } from '../http/index.ts';
import type { Job } from './job.ts';

export interface JobsOptions {
  db: Db;
  log: Logger;
  jobs: readonly Job[];
  /** How many run at once in this process. */
  concurrency?: number;
}

/** Takes and runs jobs until stopped; several processes share them. */
export interface RunningJobs {
  /** Takes no more and waits for those that run. */
  stop(): Promise<void>;
}

export async function runJobs({ db, log, jobs, concurrency = 2 }: JobsOptions): Promise<RunningJobs> {
  const names = jobs.map((job) => job.name);
  if (new Set(names).size < names.length)
    throw new RangeError(`two jobs of one name among ${names.join(', ')}`);
  const runner = await run({
    pgPool: db.pool,
    taskList: Object.fromEntries(jobs.map((job) => [job.name, toTask(job, db, log)])),
    parsedCronItems: parseCronItems(
      jobs.flatMap(({ name, cron }) =>
        cron === undefined ? [] : [{ task: name, match: cron, identifier: name }],
      ),
    ),
    concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: quietLogger(log),
  });
  const ended = runner.promise.catch((error: unknown) =>
    log.error({ err: describeError(error) }, 'jobs ended'),
  );
  return { stop: () => stopRunner(runner, ended) };
}

async function stopRunner(runner: Runner, ended: Promise<void>): Promise<void> {
  await runner.stop().catch(() => undefined); // already stopping
  await ended;
}

function toTask(job: Job, db: Db, log: Logger): TaskList[string] {
  return async (payload, helpers) => {
    const started = performance.now();
    try {
      await job.run({ db, log, signal: helpers.abortSignal }, payload);
      log.info({ job: job.name, ms: Math.round(performance.now() - started) }, 'job done');
    } catch (error) {
      log.error({ job: job.name, err: describeError(error) }, 'job failed');
      throw new Error(`${job.name} failed${reasonOf(error)}`); // the runner stores the message in its table: no personal data there
    }
  };
}

/** A code of the system or the database, else the kind of the error: says where to look, never whose data it was. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code, name } = error as Error & { code?: unknown };
  if (typeof code === 'string' && /^[A-Z0-9_]{3,40}$/.test(code)) return `: ${code}`;
  return /^\w{3,40}$/.test(name) && name !== 'Error' ? `: ${name}` : '';
}

function quietLogger(log: Logger): RunnerLogger {
  return new RunnerLogger(() => (level, message) => {
    if (level === 'error') log.error({ from: 'jobs' }, message);
    else if (level === 'warning') log.warn({ from: 'jobs' }, message);
  });
}
