import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { attachPostgres, type PostgresEvent, startPostgres } from './index.ts';
import { ask, gone, makeTestFolder, runOther } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

const folder = makeTestFolder();
const dataDir = join(folder.path, 'data');
let events: PostgresEvent[] = [];
const options = (dir = dataDir) => ({
  dataDir: dir,
  unsafeForTests: true,
  log: (event: PostgresEvent) => void events.push(event),
});
const kinds = () => events.map((event) => event.kind);

beforeEach(() => {
  events = [];
});
afterAll(() => folder.remove());

describe('the owner of a data folder', () => {
  test('keeps data, roles and address over a stop and a second start', async () => {
    const first = await startPostgres(options());
    await ask(first.urls.migrator, 'CREATE TABLE kept AS SELECT 42 AS value');
    await first.stop();
    await gone(first.pid);
    expect(kinds()).toEqual(['initialising', 'starting', 'ready', 'stopping', 'stopped']);

    const second = await startPostgres(options());
    try {
      expect(second.urls).toEqual(first.urls);
      expect(await ask(second.urls.migrator, 'SELECT value FROM kept')).toEqual([42]);
    } finally {
      await second.stop();
    }
    expect(kinds().slice(5)).toEqual(['starting', 'ready', 'stopping', 'stopped']);
  });

  test('stops once, however often it is asked, and frees the folder', async () => {
    const server = await startPostgres(options());
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    const again = await startPostgres(options());
    await again.stop();
    expect(events.filter((event) => event.kind === 'stopped')).toHaveLength(2);
  });

  test('refuses a second owner by name of the first, while commands attach', async () => {
    const server = await startPostgres(options());
    try {
      await expect(startPostgres(options())).rejects.toMatchObject({
        code: 'owned-by-other',
        pid: process.pid,
      });
      const other = runOther('owner', dataDir);
      const refusal = await other.said('failed');
      expect(refusal).toMatchObject({ code: 'owned-by-other', pid: process.pid });
      expect(refusal.message).toContain(`进程号 ${process.pid}`);

      const attached = await attachPostgres(options());
      expect(await ask(attached.urls.app, 'SELECT current_user')).toEqual(['lanzha_app']);
      await attached.detach();
      expect(events.at(-1)?.kind).toBe('left-running');
      expect(await ask(server.urls.app, 'SELECT 1')).toEqual([1]);
    } finally {
      await server.stop();
    }
  });

  test('stops cleanly on SIGTERM and on Ctrl-C', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const owner = runOther('owner', dataDir);
      const { pid } = await owner.said('ready');
      await owner.said('up');
      await owner.end(signal);
      await gone(pid);
      expect(owner.lines.at(-1)).toEqual({ kind: 'stopped', pid, how: 'fast' });
      expect(owner.child.exitCode).toBe(0);
    }
  });

  test('replaces lost passwords without losing data', async () => {
    const first = await startPostgres(options());
    await ask(first.urls.migrator, 'CREATE TABLE treasure AS SELECT 42 AS value');
    await first.stop();
    unlinkSync(join(dataDir, 'postgres', 'secrets.json'));
    const second = await startPostgres(options());
    try {
      expect(second.urls.app.password).not.toBe(first.urls.app.password);
      expect(await ask(second.urls.migrator, 'SELECT value FROM treasure')).toEqual([42]);
      await expect(ask(first.urls.app, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    } finally {
      await second.stop();
    }
  });
});
