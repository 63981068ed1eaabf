import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { machine, openDb } from '../db/index.ts';
import { addJob, installJobs, type Job, type RunningJobs, runJobs } from './index.ts';

const database = await testDatabase();
const db = openDb(database.app);
const log = pino({ level: 'silent' });
let running: RunningJobs | undefined;

beforeAll(async () => {
  // The template has them already; two starters meet an empty database.
  const owner = openDb(database.migrator, { max: 1 });
  await owner.pool.query('DROP SCHEMA graphile_worker CASCADE');
  await owner.close();
  await Promise.all([installJobs(database.migrator), installJobs(database.migrator)]);
  await installJobs(database.migrator);
});
afterEach(() => running?.stop());
afterAll(() => db.close());

const start = async (...jobs: Job[]) => {
  running = await runJobs({ db, log, jobs });
};

describe('with the rights of the application', () => {
  test('a job runs when its transaction commits, and only then', async () => {
    const done: unknown[] = [];
    await start({ name: 'test.note', run: async (_context, payload) => void done.push(payload) });
    const undone = db.inTransaction(machine, async (tx) => {
      await addJob(tx, 'test.note', { n: 1 });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await db.inTransaction(machine, (tx) => addJob(tx, 'test.note', { n: 2 }));
    await vi.waitFor(() => expect(done).toEqual([{ n: 2 }]), 5_000);
  });

  test('a waiting job of the same key is replaced', async () => {
    const done: unknown[] = [];
    const runAt = new Date(Date.now() + 300);
    for (const n of [1, 2, 3]) {
      await db.inTransaction(machine, (tx) => addJob(tx, 'test.once', { n }, { key: 'once', runAt }));
    }
    await start({ name: 'test.once', run: async (_context, payload) => void done.push(payload) });
    await vi.waitFor(() => expect(done).toEqual([{ n: 3 }]), 8_000);
  });

  test('nobody may change what the runner consists of', async () => {
    await expect(db.pool.query('DROP FUNCTION graphile_worker.add_jobs')).rejects.toThrow(/owner/);
    await expect(db.pool.query('DELETE FROM graphile_worker.migrations')).rejects.toThrow(
      'permission denied',
    );
    await expect(db.pool.query('CREATE TABLE graphile_worker.extra ()')).rejects.toThrow('permission denied');
  });
});

test('a failure is kept without what it said', async () => {
  await start({
    name: 'test.fail',
    run: async () => {
      throw new Error('phone 13800000001');
    },
  });
  await db.inTransaction(machine, (tx) => addJob(tx, 'test.fail', {}));
  const owner = openDb(database.migrator, { max: 1 });
  await vi.waitFor(async () => {
    const { rows } = await owner.pool.query('SELECT last_error FROM graphile_worker._private_jobs');
    expect(rows.map((row) => row.last_error)).toContain('test.fail failed');
    expect(JSON.stringify(rows)).not.toContain('13800000001');
  }, 5_000);
  await owner.close();
});

test('stopping waits for the job that runs', async () => {
  let finished = false;
  const started = Promise.withResolvers<void>();
  await start({
    name: 'test.slow',
    run: async () => {
      started.resolve();
      await new Promise((resolve) => setTimeout(resolve, 300));
      finished = true;
    },
  });
  await db.inTransaction(machine, (tx) => addJob(tx, 'test.slow', {}));
  await started.promise;
  await running?.stop();
  expect(finished).toBe(true);
});

test('two jobs of one name are a mistake', async () => {
  const job: Job = { name: 'test.same', run: async () => undefined };
  await expect(runJobs({ db, log, jobs: [job, job] })).rejects.toThrow('test.same');
});
