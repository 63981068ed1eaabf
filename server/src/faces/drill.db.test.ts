import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DrillState, type Me, roles } from '@lanzha/contract';
import type { DrillScore, Truth } from '@lanzha/engine/drill';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { accountsFileIn, readDrillScore, readTruth, truthFileIn } from '../flows/drill/index.ts';
import { readConfig } from '../ground/config/index.ts';
import { machine, openDb } from '../ground/db/index.ts';
import { divisionsBelow } from '../ground/directory/index.ts';
import { openKeyFile, openVault } from '../ground/vault/index.ts';
import { testDatabase } from '../testing/database.ts';
import { dumpOf, leaksOf } from '../testing/dump.ts';
import { createDistrict, hasDistrict, type MadeDistrict } from './drill.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from './testing.ts';

interface Account {
  role: string;
  unit: string;
  place: string;
  username: string;
  password: string;
  totpSecret: string;
  apiKey?: string;
}

const database = await testDatabase();
const superuser = { ...inject('postgres').superuser, database: database.app.database };
const data = await mkdtemp(join(tmpdir(), 'lanzha-drill-'));
const config = readConfig({ data, drill: true }, {});
const until = new Date(Math.floor(Date.now() / 60_000) * 60_000);
const options = { seed: 5, days: 2, scale: 0.3, until };

let made: MadeDistrict;
let truth: Truth[];
let accounts: Account[];
let app: TestApp;
/** First and last instants of what was made, before the live feed adds to it. */
let spans: { what: string; from: number; to: number }[];

async function readSpans() {
  const db = openDb(database.app, { max: 1 });
  const columns = [
    ['received_at', 'warning'],
    ['at', 'warning_evidence'],
    ['at', "warning_history WHERE by = 'person'"],
    ['at', 'signal_batch'],
  ] as const;
  const read = await db.inTransaction(machine, async (tx) => {
    const found = [];
    for (const [column, what] of columns) {
      const { rows } = await tx.query<{ first: Date; last: Date }>(
        `SELECT min(${column}) AS first, max(${column}) AS last FROM ${what}`,
      );
      found.push({ what, from: rows[0]!.first.getTime(), to: rows[0]!.last.getTime() });
    }
    return found;
  });
  await db.close();
  return read;
}

beforeAll(async () => {
  made = await createDistrict(database, config, options, () => undefined);
  spans = await readSpans();
  truth = (await readTruth(truthFileIn(data))) ?? [];
  accounts = JSON.parse(await readFile(accountsFileIn(data), 'utf8')) as Account[];
  app = await startTestApp(database, { drill: true, live: true, data });
}, 120_000);
afterAll(async () => {
  await app.close();
  await rm(data, { recursive: true, force: true });
});

const count = async (sql: string) =>
  Number((await app.db.inTransaction(machine, (tx) => tx.query<{ n: string }>(sql))).rows[0]!.n);

async function signIn(role: string): Promise<{ browser: Browser; me: Me }> {
  const { username, password, totpSecret } = accounts.find((one) => one.role === role)!;
  const browser = new Browser(app);
  const totp = new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(totpSecret) });
  const { status, body } = await browser.post<Me>('/session', { username, password, totp: totp.generate() });
  expect([role, status]).toEqual([role, 200]);
  browser.csrf = body.csrf;
  return { browser, me: body };
}

describe('a district', () => {
  test('is made with its units, its people and what they did', async () => {
    expect(made.signals).toBeGreaterThan(300);
    expect(made.warnings).toBeGreaterThan(10);
    expect(await count('SELECT count(*) AS n FROM unit')).toBe(made.units);
    expect(await count('SELECT count(*) AS n FROM person')).toBe(made.staff);
    expect(await count('SELECT count(*) AS n FROM warning')).toBeGreaterThanOrEqual(made.warnings);
    expect(await count("SELECT count(*) AS n FROM warning WHERE state = 'closed'")).toBeGreaterThan(0);
    expect(await count("SELECT count(*) AS n FROM warning WHERE state <> 'closed'")).toBeGreaterThan(0);
    for (const act of ['sign', 'contact', 'close'])
      expect(await count(`SELECT count(*) AS n FROM warning_history WHERE act = '${act}'`)).toBeGreaterThan(
        0,
      );
  });

  test('lies wholly within its days: nothing that was done carries the clock of the wall', () => {
    const [first, last] = [until.getTime() - 2 * 86_400_000, until.getTime()];
    for (const { what, from, to } of spans)
      expect([what, from >= first, to <= last]).toEqual([what, true, true]);
  });

  test('has codes that the official division gives to nobody', async () => {
    expect(await count("SELECT count(*) AS n FROM place WHERE code NOT LIKE '99%'")).toBe(0);
    expect((await divisionsBelow()).filter(({ code }) => code.startsWith('99'))).toEqual([]);
  });

  test('hands out one account for each role, which signs in at once with its second factor', async () => {
    expect(accounts.map(({ role }) => role).toSorted()).toEqual([...roles].toSorted());
    for (const role of roles) {
      const { me } = await signIn(role);
      expect([role, me.mustChangePassword]).toEqual([role, false]);
    }
    expect((await stat(accountsFileIn(data))).mode & 0o077).toBe(0);
    expect((await stat(truthFileIn(data))).mode & 0o077).toBe(0);
  }, 30_000);

  test('takes signals from outside by the key of the operator, and explains them', async () => {
    const { apiKey } = accounts.find(({ role }) => role === 'operator_liaison')!;
    const signal = {
      id: 'X',
      kind: 'report',
      at: new Date().toISOString(),
      subject: { phone: '16000000000' },
    };
    const response = await fetch(`${app.url}/api/v1/signals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/x-ndjson' },
      body: JSON.stringify({ ...signal, text: '钱已经转走了', already: 'cheated' }),
    });
    expect(await response.json()).toMatchObject({
      status: 'decided',
      level: 'urgent',
      score: expect.any(Number),
    });
  });

  test('keeps the truth out of the database', async () => {
    const threads = truth.flatMap((one) => (one.kind === 'thread' ? [one.id] : []));
    expect(threads.length).toBeGreaterThan(5);
    const signals = truth.flatMap((one) => (one.kind === 'signal' ? [one.id] : []));
    const pieces = await dumpOf(superuser);
    expect(leaksOf(pieces, [...threads.slice(0, 12), ...signals.slice(0, 12)])).toEqual([]);
    expect(pieces.flatMap(({ where, bytes }) => (bytes.includes('listens') ? [where] : []))).toEqual([]);
  }, 30_000);

  test('is not made twice', async () => {
    expect(await hasDistrict(database)).toBe(true);
    await expect(createDistrict(database, config, options, () => undefined)).rejects.toThrow('已经有区划');
  });

  test('is scored from its tables and its file of truth', async () => {
    const vault = openVault(await openKeyFile(config.keyFile, false));
    const score: DrillScore = await readDrillScore(app.db, vault, truth);
    const { all, byType } = score.detection;
    expect(all.attempts).toBeGreaterThan(5);
    expect(all.detected).toBeGreaterThan(0);
    expect(Object.values(byType).reduce((sum, one) => sum + one.attempts, 0)).toBe(all.attempts);
    expect(score.minutes.toDesk.count).toBeGreaterThan(0);
    expect(score.money.lost + score.money.prevented).toBeLessThanOrEqual(score.money.stake);
    expect(score.money.savedAndTrue).toBeLessThanOrEqual(score.money.savedWithProof);
    expect(score.follow.warnings).toBeGreaterThanOrEqual(made.warnings);
  });
});

describe('the controls of a drill', () => {
  test('are for the desk and the system administrator alone', async () => {
    for (const role of roles) {
      const { browser } = await signInAgain(role);
      const allowed = role === 'duty_officer' || role === 'system_admin';
      expect([role, (await browser.get('/drill')).status]).toEqual([role, allowed ? 200 : 403]);
    }
    expect((await new Browser(app).get('/drill')).status).toBe(401);
  }, 60_000);

  test('change speed, stop and go on, and are on record', async () => {
    const { browser } = await signInAgain('duty_officer');
    const { body } = await browser.post<DrillState>('/drill/control', { speed: 600, running: true });
    expect(body).toMatchObject({ drill: true, live: true, speed: 600, running: true });
    const before = Date.parse(body.storyAt!);
    await waitUntil(
      async () => Date.parse((await browser.get<DrillState>('/drill')).body.storyAt!) > before + 600_000,
    );
    const paused = await browser.post<DrillState>('/drill/control', { running: false });
    expect(paused.body.running).toBe(false);
    expect((await browser.post('/drill/control', { speed: 0 })).status).toBe(400);
    expect(await count("SELECT count(*) AS n FROM audit_record WHERE event = 'drill.controlled'")).toBe(2);
  }, 30_000);

  test('let an emergency happen, which raises a warning within seconds at the pace of life', async () => {
    const { browser } = await signInAgain('duty_officer');
    const { body } = await browser.post<DrillState>('/drill/emergencies', { kind: 'branch_elder' });
    expect(body.started[0]).toMatchObject({ kind: 'branch_elder' });
    await browser.post('/drill/control', { speed: 1, running: true });
    // The teller at the counter reports it: a call or a transfer of the story around it does not count.
    const said = `SELECT count(*) AS n FROM warning WHERE reasons::text LIKE '%所述情况像诈骗%' AND greatest(received_at, last_evidence_at) > now() - interval '2 minutes'`;
    await waitUntil(async () => (await count(said)) > 0);
    await waitUntil(async () =>
      ((await readTruth(truthFileIn(data))) ?? []).some((one) => one.kind === 'emergency'),
    );
    await browser.post('/drill/control', { running: false });
  }, 60_000);
});

describe('a real database', () => {
  test('takes no drill, no place of one, and has no controls', async () => {
    const real = await testDatabase();
    const other = await startTestApp(real);
    const units = await furnish(other.db);
    await addAccount(other.db, { username: 'duty', unit: units.centre, roles: ['duty_officer'] });
    await expect(createDistrict(real, config, options, () => undefined)).rejects.toThrow('正式库');
    await expect(other.db.pool.query('INSERT INTO drill_state (story_at) VALUES (now())')).rejects.toThrow(
      'no drill',
    );
    await expect(other.db.pool.query("UPDATE installation SET county_code = '990106'")).rejects.toThrow(
      'drill places',
    );
    const tab = new Browser(other);
    await tab.signIn('duty');
    expect((await tab.get<DrillState>('/drill')).body).toMatchObject({
      drill: false,
      live: false,
      storyAt: null,
    });
    expect((await tab.post('/drill/control', { speed: 2 })).body).toMatchObject({ code: 'NOT_A_DRILL' });
    expect((await tab.post('/drill/emergencies', { kind: 'refund_wave' })).status).toBe(409);
    await other.close();
  }, 30_000);
});

const tabs = new Map<string, Browser>();
/** A code works once in its half minute: sessions are kept. */
async function signInAgain(role: string): Promise<{ browser: Browser }> {
  const known = tabs.get(role);
  if (known !== undefined) return { browser: known };
  const person = accounts.find((one) => one.role === role)!;
  await app.db.pool.query(
    'UPDATE second_factor SET last_step = 0 WHERE person_id = (SELECT id FROM person WHERE username = $1)',
    [person.username],
  );
  const { browser } = await signIn(role);
  tabs.set(role, browser);
  return { browser };
}

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 200));
}
