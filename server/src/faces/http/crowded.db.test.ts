import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb } from '../../ground/db/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
const owner = openDb(database.migrator, { max: 2 });
let app: TestApp;
let tab: Browser;

beforeAll(async () => {
  app = await startTestApp(database, { timeouts: { statementTimeoutMs: 1_500 } });
  const units = await furnish(app.db);
  await addAccount(app.db, { username: 'officer', unit: units.centre, roles: ['duty_officer'] });
  tab = new Browser(app);
  await tab.signIn('officer');
});
afterAll(async () => {
  await app.close();
  await owner.close();
});

/** While nobody can read a warning, as if each question took for ever. */
async function whileStuck<T>(work: () => Promise<T>): Promise<T> {
  const client = await owner.pool.connect();
  try {
    await client.query('BEGIN; LOCK TABLE warning IN ACCESS EXCLUSIVE MODE');
    return await work();
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

describe('questions that the database cannot answer in time', () => {
  test('are given up with a sentence, and leave sessions, live updates and readiness alone', async () => {
    const [questions, beside] = await whileStuck(async () => {
      const asked = Promise.all(
        Array.from({ length: 30 }, () => tab.get<{ code: string; message: string }>('/warnings')),
      );
      await new Promise((resolve) => setTimeout(resolve, 500));
      const stop = new AbortController();
      const started = performance.now();
      const [ready, live, stranger] = await Promise.all([
        fetch(`${app.url}/readyz`),
        fetch(`${app.url}/api/v1/live`, { headers: { cookie: tab.cookie ?? '' }, signal: stop.signal }),
        fetch(`${app.url}/api/v1/live`, { headers: { cookie: 'lanzha=nobody' } }),
      ]);
      const tookMs = performance.now() - started;
      stop.abort();
      return [await asked, { statuses: [ready.status, live.status, stranger.status], tookMs }] as const;
    });
    expect(beside.statuses).toEqual([200, 200, 401]);
    expect(beside.tookMs).toBeLessThan(900);
    expect(questions.map(({ status, body }) => [status, body.code])).toEqual(
      questions.map(() => [503, 'BUSY']),
    );
    expect(questions[0]!.body.message).toContain('太忙');
    expect((await tab.get('/warnings')).status).toBe(200);
  });
});

describe('a database that was opened with limits', () => {
  test('cancels a statement that takes longer, and works on', async () => {
    const db = openDb(database.app, { max: 1, statementTimeoutMs: 100 });
    await expect(db.pool.query('SELECT pg_sleep(5)')).rejects.toMatchObject({ code: '57014' });
    expect((await db.pool.query<{ one: number }>('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await db.close();
  });

  test('lets nobody wait longer for a connection', async () => {
    const db = openDb(database.app, { max: 1, connectionTimeoutMs: 100 });
    const held = await db.pool.connect();
    await expect(db.pool.query('SELECT 1')).rejects.toThrow('timeout exceeded when trying to connect');
    held.release();
    await db.pool.query('SELECT 1');
    await db.close();
  });

  test('bounds nothing without them: jobs may take their time', async () => {
    const db = openDb(database.app, { max: 1 });
    const { rows } = await db.pool.query<{ statement_timeout: string }>('SHOW statement_timeout');
    expect(rows).toEqual([{ statement_timeout: '0' }]);
    await db.close();
  });
});
