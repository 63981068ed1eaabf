import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DrillBeside, Me } from '@lanzha/contract';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../ground/config/index.ts';
import { openDb } from '../ground/db/index.ts';
import { testDatabase } from '../testing/database.ts';
import { createApp } from './app.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from './testing.ts';

interface Handed {
  username: string;
  role: string;
  unit: string;
}

/** A server with a small office, and the accounts it hands out. */
async function office(options: { drill: boolean; host?: string; behindProxy?: string }) {
  const database = await testDatabase();
  const data = await mkdtemp(join(tmpdir(), 'lanzha-door-'));
  const app = await createApp({
    urls: database,
    config: readConfig({ port: 0, data, ...options }, {}),
    logger: pino({ level: 'silent' }),
  });
  const db = openDb(database.app, { max: 2 });
  const units = await furnish(db);
  await addAccount(db, { username: 'officer', unit: units.centre, roles: ['duty_officer'] });
  await addAccount(db, { username: 'hidden', unit: units.centre, roles: ['leader'] });
  const account = { role: 'duty_officer', unitName: '北仑区反诈中心', username: 'officer', password: 'x' };
  await writeFile(join(data, 'drill-accounts.json'), JSON.stringify([account]));
  return {
    app: { ...app, db, log: [] } as TestApp,
    async close() {
      await app.close();
      await db.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

describe('a drill on this computer', () => {
  let drill: Awaited<ReturnType<typeof office>>;
  beforeAll(async () => {
    drill = await office({ drill: true });
  });
  afterAll(() => drill.close());

  test('lets anybody step into an account that was handed out, without a password', async () => {
    const tab = new Browser(drill.app);
    const roles = await tab.get<Handed[]>('/drill/roles');
    expect(roles.body).toEqual([{ username: 'officer', role: 'duty_officer', unit: '北仑区反诈中心' }]);
    const entered = await tab.post<Me>('/drill/enter', { username: 'officer' });
    expect(entered).toMatchObject({
      status: 200,
      body: { username: 'officer', installation: { kind: 'drill' } },
    });
    expect((await tab.get('/warnings')).status).toBe(200);
  });

  test('says nothing of passwords, and lets nobody into an account that was not handed out', async () => {
    const tab = new Browser(drill.app);
    expect(JSON.stringify((await tab.get('/drill/roles')).body)).not.toContain('password');
    expect(await tab.post('/drill/enter', { username: 'hidden' })).toMatchObject({ status: 404 });
    expect(await tab.post('/drill/enter', { username: 'nobody' })).toMatchObject({ status: 404 });
    expect((await tab.get('/warnings')).status).toBe(401);
  });

  test('records who stepped in', async () => {
    await new Browser(drill.app).post('/drill/enter', { username: 'officer' });
    const { rows } = await drill.app.db.pool.query(
      "SELECT detail ->> 'factor' AS factor FROM audit_record WHERE event = 'session.created'",
    );
    expect(rows).toContainEqual({ factor: 'drill' });
  });
});

describe('a real installation', () => {
  let real: Awaited<ReturnType<typeof office>>;
  beforeAll(async () => {
    real = await office({ drill: false });
  });
  afterAll(() => real.close());

  test('hands out nothing even where such a file lies, and lets nobody in without a password', async () => {
    const tab = new Browser(real.app);
    expect((await tab.get('/drill/roles')).body).toEqual([]);
    expect(await tab.post('/drill/enter', { username: 'officer' })).toMatchObject({
      status: 409,
      body: { code: 'NOT_A_DRILL' },
    });
  });

  test('opens no drill beside it once it is set up', async () => {
    const tab = new Browser(real.app);
    expect(await tab.post('/setup/drill', { code: 'ANY' })).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_DONE' },
    });
    expect((await tab.get<DrillBeside>('/setup/drill')).body).toEqual({
      state: 'closed',
      share: 0,
      url: null,
    });
  });
});

test('a drill behind a proxy asks for passwords like any other', async () => {
  const open = await office({ drill: true, behindProxy: '127.0.0.1' });
  try {
    const tab = new Browser(open.app);
    expect((await tab.get('/drill/roles')).body).toEqual([]);
    expect((await tab.post('/drill/enter', { username: 'officer' })).status).toBe(409);
  } finally {
    await open.close();
  }
});

test('without the set-up code nobody opens a drill beside', async () => {
  const app = await startTestApp(await testDatabase());
  try {
    const tab = new Browser(app);
    expect(await tab.post('/setup/drill', { code: 'WRONG' })).toMatchObject({
      status: 403,
      body: { code: 'WRONG_CODE' },
    });
    expect((await tab.get<DrillBeside>('/setup/drill')).body.state).toBe('closed');
  } finally {
    await app.close();
  }
});
