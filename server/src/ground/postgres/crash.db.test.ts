import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type PostgresEvent, startPostgres } from './index.ts';
import { processIsAlive } from './processes.ts';
import { ask, eventually, gone, makeTestFolder, runOther } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

const folder = makeTestFolder();
const dataDir = join(folder.path, 'data');
let events: PostgresEvent[] = [];
const options = (dir = dataDir) => ({
  dataDir: dir,
  unsafeForTests: true,
  log: (event: PostgresEvent) => void events.push(event),
});

beforeEach(() => {
  events = [];
});
afterAll(() => folder.remove());

describe('after kill -9 of the postmaster', () => {
  test('the server comes back at the same address with every acknowledged row', async () => {
    const server = await startPostgres({ ...options(), unsafeForTests: false });
    try {
      const durable = `SELECT name || '=' || setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes')`;
      expect(await ask(server.urls.superuser, durable)).toEqual(['fsync=on', 'full_page_writes=on']);
      await ask(server.urls.migrator, 'CREATE TABLE acknowledged (id int)');
      const writer = new Client(server.urls.migrator);
      writer.on('error', () => {});
      await writer.connect();
      let acknowledged = 0;
      const writing = (async () => {
        for (;;) {
          await writer.query('INSERT INTO acknowledged VALUES ($1)', [acknowledged]);
          acknowledged += 1;
        }
      })().catch(() => {});
      await eventually(async () => expect(acknowledged).toBeGreaterThan(20));
      const killed = server.pid;
      process.kill(killed, 'SIGKILL');
      const rows = await eventually(async () => {
        expect(server.pid).not.toBe(killed);
        return ask(server.urls.migrator, 'SELECT count(*)::int FROM acknowledged');
      });
      await writing;
      expect(Number(rows[0]) - acknowledged).toBeOneOf([0, 1]);
      expect(events.map((event) => event.kind)).toEqual(
        expect.arrayContaining(['crashed', 'starting', 'ready']),
      );
    } finally {
      await server.stop();
    }
  });

  test('a backend that is still busy does not keep the next owner out', async () => {
    const owner = runOther('owner', dataDir);
    const { pid } = await owner.said('ready');
    await owner.said('up');
    const secrets: { app: string } = JSON.parse(
      readFileSync(join(dataDir, 'postgres', 'secrets.json'), 'utf8'),
    );
    const host = join(dataDir, 'postgres', 'run');
    const busy = new Client({ host, user: 'lanzha_app', password: secrets.app, database: 'lanzha' });
    busy.on('error', () => {});
    await busy.connect();
    const [{ backend }] = (await busy.query('SELECT pg_backend_pid() AS backend')).rows;
    const answer = busy.query('SELECT sum(n) FROM generate_series(1, 100000000000) n').catch(() => 'cut off');
    await owner.end('SIGKILL');
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    expect(processIsAlive(backend)).toBe(true);
    const server = await startPostgres(options());
    await gone(backend);
    expect(await answer).toBe('cut off');
    await server.stop();
  });
});

test('after kill -9 of a backend the statement that it ran is not written down', async () => {
  const server = await startPostgres(options());
  const client = new Client(server.urls.app);
  client.on('error', () => {});
  await client.connect();
  const [{ pid }] = (await client.query('SELECT pg_backend_pid() AS pid')).rows;
  const answer = client.query(`SELECT pg_sleep(30), '13800005678'`).catch(() => 'cut off');
  await eventually(async () => {
    const running = await ask(server.urls.superuser, 'SELECT query FROM pg_stat_activity WHERE pid = $1', [
      pid,
    ]);
    expect(running[0]).toContain('13800005678');
  });
  process.kill(pid, 'SIGKILL');
  expect(await answer).toBe('cut off');
  const before = server.pid;
  expect(await eventually(() => ask(server.urls.app, 'SELECT 1'))).toEqual([1]);
  expect(server.pid).toBe(before);
  await server.stop();
  const logs = join(dataDir, 'postgres', 'log');
  const text = readdirSync(logs).map((name) => readFileSync(join(logs, name), 'utf8'));
  expect(text.join()).toContain('was terminated by signal 9');
  expect(text.join()).not.toContain('13800005678');
});

describe('after kill -9 of the owner', () => {
  test('the next owner is in at once, replaces the orphan and finds the data', async () => {
    const owner = runOther('owner', dataDir);
    const { pid: orphan } = await owner.said('ready');
    await owner.said('up');
    await owner.end('SIGKILL');
    expect(processIsAlive(orphan)).toBe(true);

    const server = await startPostgres(options());
    try {
      await gone(orphan);
      expect(server.pid).not.toBe(orphan);
      expect(await ask(server.urls.app, 'SELECT 1')).toEqual([1]);
    } finally {
      await server.stop();
    }
  });

  test('the next owner adopts a server that a command still uses, and restarts it when it dies', async () => {
    const owner = runOther('owner', dataDir);
    const { pid: orphan } = await owner.said('ready');
    const command = runOther('attached', dataDir);
    await command.said('up');
    await owner.end('SIGKILL');

    const server = await startPostgres(options());
    expect(server.pid).toBe(orphan);
    expect(events.at(-1)).toMatchObject({ kind: 'ready', how: 'adopted' });
    process.kill(orphan, 'SIGKILL');
    await eventually(async () => {
      expect(server.pid).not.toBe(orphan);
      expect(await ask(server.urls.app, 'SELECT 1')).toEqual([1]);
    });
    const last = server.pid;
    await command.end('SIGKILL');
    await server.stop();
    await gone(last);
  });

  test('in the middle of making the database the next owner makes it anew', async () => {
    const empty = join(folder.path, 'empty');
    const owner = runOther('owner', empty);
    await owner.said('initialising');
    await sleep(150);
    await owner.end('SIGKILL');
    const server = await startPostgres(options(empty));
    expect(await ask(server.urls.app, 'SELECT 1')).toEqual([1]);
    await server.stop();
    expect(readdirSync(join(empty, 'postgres')).filter((name) => name.includes('.new-'))).toEqual([]);
  });
});

test('a stale process number that now belongs to somebody else does not stop the start', async () => {
  await (await startPostgres(options())).stop();
  const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  writeFileSync(file, `${process.pid}\n${join(dataDir, 'postgres', 'cluster')}\n1\n5432\n\n\n\nready\n`);
  const server = await startPostgres(options());
  expect(await ask(server.urls.app, 'SELECT 1')).toEqual([1]);
  await server.stop();
});
