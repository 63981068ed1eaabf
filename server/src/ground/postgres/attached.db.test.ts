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

describe('commands beside the owner', () => {
  test('start the server for themselves and stop it at the end', async () => {
    const attached = await attachPostgres(options());
    expect(await ask(attached.urls.reader, 'SELECT 1')).toEqual([1]);
    await attached.detach();
    expect(kinds().slice(-2)).toEqual(['stopping', 'stopped']);
  });

  test('share one server, which the last of them stops', async () => {
    const first = await attachPostgres(options());
    const second = await attachPostgres(options());
    await first.detach();
    expect(events.at(-1)?.kind).toBe('left-running');
    expect(await ask(second.urls.app, 'SELECT 1')).toEqual([1]);
    await second.detach();
    expect(events.at(-1)?.kind).toBe('stopped');
  });

  test('are not cut off by an owner that starts after them or stops before them', async () => {
    const attached = await attachPostgres(options());
    const [backend] = await ask(attached.urls.superuser, 'SELECT pg_postmaster_start_time()');
    const owner = await startPostgres(options());
    await owner.stop();
    expect(await ask(attached.urls.superuser, 'SELECT pg_postmaster_start_time()')).toEqual([backend]);
    await attached.detach();
    expect(events.at(-1)?.kind).toBe('stopped');
  });

  test('that exit without detaching leave no server behind', async () => {
    const other = runOther('forgetful', dataDir);
    const { pid } = await other.said('ready');
    await gone(pid);
  });

  test('that arrive at the same moment in an empty folder make one database', async () => {
    const empty = join(folder.path, 'empty');
    const others = [runOther('attached', empty), runOther('attached', empty)];
    await Promise.all(others.map((other) => other.said('up')));
    const lines = others.flatMap((other) => other.lines);
    expect(lines.filter((line) => line.kind === 'initialising')).toHaveLength(1);
    await Promise.all(others.map((other) => other.end('SIGTERM')));
    const pids = lines.flatMap((line) => (line.kind === 'ready' ? [line.pid] : []));
    expect(new Set(pids).size).toBe(1);
    await gone(pids[0] ?? 0);
  });
});
