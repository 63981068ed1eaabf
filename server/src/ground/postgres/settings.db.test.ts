import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DatabaseUrls, type OwnedPostgres, startPostgres } from './index.ts';
import { ask, makeTestFolder } from './testing.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = makeTestFolder();
const dataDir = join(folder.path, 'data');
const home = join(dataDir, 'postgres');
let server: OwnedPostgres;
let urls: DatabaseUrls;

beforeAll(async () => {
  server = await startPostgres({ dataDir, unsafeForTests: true });
  urls = server.urls;
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

describe('the log', () => {
  const phone = '13800005678';
  const mistakes: [string, string, unknown[]][] = [
    ['a duplicate key', `INSERT INTO people VALUES ('${phone}', 2)`, []],
    ['a failed check', `INSERT INTO people VALUES ('${phone}x', -1)`, []],
    ['a parameter of the wrong type', 'SELECT $1::int', [`${phone}a`]],
    ['a raised message', `DO $$ BEGIN RAISE WARNING '${phone}'; RAISE EXCEPTION '${phone}'; END $$`, []],
    ['an unknown table', `SELECT 1 FROM no_table WHERE phone = '${phone}'`, []],
    ['an ended session', `SELECT pg_terminate_backend(pg_backend_pid()), '${phone}'`, []],
  ];

  test('says when the server is ready', () => {
    expect(readLogs()).toContain('database system is ready');
  });

  test.each(mistakes)('repeats nothing that people typed after %s', async (_, sql, values) => {
    await ask(
      urls.migrator,
      'CREATE TABLE IF NOT EXISTS people (phone text PRIMARY KEY, age int CHECK (age > 0))',
    );
    await ask(urls.migrator, 'INSERT INTO people VALUES ($1, 1) ON CONFLICT DO NOTHING', [phone]);
    await expect(ask(urls.migrator, sql, values)).rejects.toThrow();
    expect(readLogs()).not.toContain(phone);
  });
});

describe('text', () => {
  test('in Chinese has trigrams', async () => {
    await ask(urls.migrator, 'CREATE EXTENSION pg_trgm');
    expect(await ask(urls.app, `SELECT cardinality(show_trgm('冒充公检法')) > 0`)).toEqual([true]);
  });

  test('is UTF-8 and sorted by code point', async () => {
    expect(await ask(urls.app, 'SHOW server_encoding')).toEqual(['UTF8']);
    expect(await ask(urls.app, `SELECT 'B' < 'a'`)).toEqual([true]);
  });
});

describe('the roles', () => {
  test('do their part only', async () => {
    await ask(urls.migrator, 'CREATE TABLE mine (id int)');
    await ask(urls.migrator, 'GRANT SELECT, INSERT ON mine TO lanzha_reader');
    await expect(ask(urls.app, 'CREATE TABLE public.theirs (id int)')).rejects.toMatchObject({
      code: '42501',
    });
    await expect(ask(urls.reader, 'INSERT INTO mine VALUES (1)')).rejects.toMatchObject({ code: '25006' });
    const privileged = 'SELECT rolname FROM pg_roles WHERE rolsuper OR rolcreaterole OR rolbypassrls';
    expect(await ask(urls.superuser, privileged)).toEqual(['postgres']);
  });

  test('enter their database only, with their password only', async () => {
    const elsewhere = { ...urls.app, database: 'postgres' };
    await expect(ask(elsewhere, 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
    const stranger = { ...urls.app, password: 'wrong' };
    await expect(ask(stranger, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  test('have passwords that only the keeper of the folder can read', () => {
    expect(statSync(join(home, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'cluster')).mode & 0o777).toBe(0o700);
  });
});

describe('site.conf', () => {
  test('changes sizes, never durability or doors, and is named when it is wrong', async () => {
    await expect(ask(urls.superuser, 'ALTER SYSTEM SET fsync = off')).rejects.toThrow('ALTER SYSTEM');
    await server.stop();
    writeFileSync(join(home, 'site.conf'), "max_connections = 33\nlisten_addresses = '*'\n");
    server = await startPostgres({ dataDir, unsafeForTests: true });
    expect(await ask(urls.app, 'SHOW max_connections')).toEqual(['33']);
    expect(await ask(urls.superuser, 'SHOW listen_addresses')).toEqual(['']);
    await server.stop();

    writeFileSync(join(home, 'site.conf'), 'max_connections = many\n');
    await expect(startPostgres({ dataDir, unsafeForTests: true })).rejects.toMatchObject({
      code: 'start-failed',
      message: expect.stringContaining('site.conf'),
    });
  });
});

function readLogs(): string {
  const logs = join(home, 'log');
  return readdirSync(logs)
    .map((name) => readFileSync(join(logs, name), 'utf8'))
    .join('\n');
}
