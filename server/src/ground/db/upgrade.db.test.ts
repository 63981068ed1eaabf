import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Browser, startTestApp, type TestApp } from '../../faces/testing.ts';
import { createFor } from '../../testing/clone.ts';
import { verifyAudit } from '../audit/index.ts';
import { addJob } from '../jobs/index.ts';
import { openKeyFile } from '../vault/index.ts';
import { machine, migrate } from './index.ts';

/**
 * A database as release 0.1.0 left it after a day of work: made by that release itself over HTTP, written out row by row, with its key
 * file. Only how to sign in is shared with today's tests.
 */
const folder = new URL('./testing/', import.meta.url);
const left = JSON.parse(await readFile(new URL('release-0.1.0.json', folder), 'utf8')) as {
  serviceKey: string;
  line: { id: string };
  warnings: { contacted: string; closed: string; open: string };
  count: number;
  keyFile: string;
};
const lastOfIt = 6;

const urls = inject('postgres');
const name = `test_${randomBytes(6).toString('hex')}`;
const at = <T extends object>(url: T) => ({ ...url, database: name });
const database = { migrator: at(urls.migrator), app: at(urls.app), reader: at(urls.reader) };
const keys = mkdtempSync(join(tmpdir(), 'lanzha-upgrade-'));
const keyFile = join(keys, 'vault.key');
let app: TestApp;

const asked = async (config: pg.ClientConfig, ...statements: string[]) => {
  const client = new pg.Client(config);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};

beforeAll(async () => {
  const superuser = new pg.Client(urls.superuser);
  await superuser.connect();
  await createFor(superuser, name, urls);
  await superuser.end();
  expect(await migrate(database.migrator, lastOfIt)).toHaveLength(lastOfIt);
  await asked(
    database.migrator,
    await readFile(new URL('release-0.1.0.sql', folder), 'utf8'),
    'UPDATE person SET created_at = now()', // else its passwords are too old one day
  );
  writeFileSync(keyFile, left.keyFile, { mode: 0o600 });
  expect((await migrate(database.migrator)).length).toBeGreaterThan(5);
  app = await startTestApp(database, {}, { LANZHA_KEY_FILE: keyFile });
}, 60_000);
afterAll(async () => {
  await app?.close();
  await asked(urls.superuser, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  rmSync(keys, { recursive: true, force: true });
});

const signedIn = async (username: string) => {
  const tab = new Browser(app);
  expect((await tab.signIn(username)).status).toBe(200);
  return tab;
};

interface Warning {
  id: string;
  version: number;
  state: string;
  history: unknown[];
  evidence: { id: string; payload?: unknown }[];
  subject: { name: string | null; phone: string | null };
}

describe('data of release 0.1.0', () => {
  test('is read by the same people with the same passwords', async () => {
    const officer = await signedIn('officer');
    const { body } = await officer.get<{ items: Warning[] }>('/warnings?limit=50');
    const { body: done } = await officer.get<{ items: Warning[] }>('/warnings?limit=50&state=closed');
    const ids = new Set([...body.items, ...done.items].map(({ id }) => id));
    expect(ids.size).toBe(left.count);
    for (const id of ids) {
      const { status, body: one } = await officer.get<Warning>(`/warnings/${id}`);
      expect(status).toBe(200);
      expect(one.subject.phone).toMatch(/^138\*{4}10\d\d$/);
      expect(one.history.length).toBeGreaterThan(0);
      expect(one.evidence.length).toBeGreaterThan(0);
    }
  });

  test('opens with its key file: a number in clear, and whoever has it is found', async () => {
    const officer = await signedIn('officer');
    const path = `/warnings/${left.warnings.open}/reveal`;
    const { status, body } = await officer.post<{ value: string }>(path, {
      field: 'phone',
      reason: '联系当事人',
    });
    expect([status, body.value]).toEqual([200, expect.stringMatching(/^1380000\d{4}$/)]);
    // A job indexes what is older than the search, every five minutes.
    await app.db.inTransaction(machine, (tx) => addJob(tx, 'search.backfill', {}));
    const { body: looked } = await officer.post<{ handle: string }>('/search', { value: body.value });
    const found = async () => {
      const { body: page } = await officer.get<{ items: Warning[] }>(`/search/${looked.handle}`);
      return page.items.map(({ id }) => id);
    };
    await expect.poll(found, { timeout: 15_000 }).toContain(left.warnings.open);
  });

  test('is worked on: what was contacted is met and closed, what was owed runs against its clock', async () => {
    const [officer, station] = [await signedIn('officer'), await signedIn('station')];
    const path = `/warnings/${left.warnings.contacted}`;
    const { body } = await station.get<Warning>(path);
    expect(body.state).toBe('contacted');
    const met = await station.post<Warning>(`${path}/meet`, {
      version: body.version,
      companions: ['李警官'],
      note: '已当面劝阻',
    });
    expect(met.status).toBe(200);
    const closed = await station.post<Warning>(`${path}/close`, {
      version: met.body.version,
      outcome: 'dissuaded',
      note: '已劝阻',
    });
    expect([closed.status, closed.body.state]).toEqual([200, 'closed']);
    const open = await officer.get<Warning & { clocks: unknown[] }>(`/warnings/${left.warnings.open}`);
    expect(open.body.clocks.length).toBeGreaterThan(0);
  });

  test('takes signals under the same key; what was sent before is known', async () => {
    const send = (line: object) =>
      fetch(`${app.url}/api/v1/signals`, {
        method: 'POST',
        headers: { authorization: `Bearer ${left.serviceKey}`, 'content-type': 'application/x-ndjson' },
        body: JSON.stringify(line),
      }).then((reply) => reply.json() as Promise<{ status: string; conflict?: boolean }>);
    expect(await send({ ...left.line, at: new Date().toISOString() })).toMatchObject({ status: 'duplicate' });
    expect(await send({ ...left.line, id: 'after', at: new Date().toISOString() })).toMatchObject({
      status: 'decided',
    });
  });

  test('keeps an unbroken audit chain that goes on', async () => {
    const auditor = await signedIn('auditor');
    await expect
      .poll(
        async () => (await auditor.get<{ unsealed: { count: number } }>('/audit/state')).body.unsealed.count,
        { timeout: 10_000 },
      )
      .toBeLessThan(3);
    const { audit } = await openKeyFile(keyFile, false);
    const verdict = await verifyAudit(app.db, { key: audit });
    expect([verdict.ok, verdict.findings]).toEqual([true, []]);
    expect(verdict.sealed).toBeGreaterThan(5);
  });

  test('shows accounts, units, parameters and jobs to the administrator', async () => {
    const admin = await signedIn('admin');
    const { body: people } = await admin.get<unknown[]>('/directory/people');
    expect(people).toHaveLength(6);
    for (const path of ['/directory/units', '/params', '/operation/jobs', '/operation/state'])
      expect([path, (await admin.get(path)).status]).toEqual([path, 200]);
  });
});
