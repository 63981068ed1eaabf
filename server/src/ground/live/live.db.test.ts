import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ownDatabase } from '../../testing/own-database.ts';
import { machine, openDb, type Scope } from '../db/index.ts';
import { type Follower, followOutbox } from './follower.ts';
import { type Live, openLive } from './live.ts';
import { type OutboxRow, pruneOutbox, publish } from './outbox.ts';
import type { Sink } from './viewer.ts';

const database = await ownDatabase();
const db = openDb(database.app);
afterAll(() => db.close());

/** Each test tells of a warning of its own: a reader may still be handed rows of the test before. */
let warning = randomUUID();
beforeEach(() => {
  warning = randomUUID();
});
const tell = (version: number, placeCode = '330206001', unitId: string | null = null) => ({
  topic: 'warnings',
  placeCode,
  unitId,
  body: { type: 'warning.changed', id: warning, version, at: 'now' } as const,
});
const commit = (version: number, placeCode?: string) =>
  db.inTransaction(machine, (tx) => publish(tx, tell(version, placeCode)));

/** A transaction that has written and waits. */
async function open(version: number) {
  const gate = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  const done = db.inTransaction(machine, async (tx) => {
    await publish(tx, tell(version));
    written.resolve();
    await gate.promise;
  });
  await written.promise;
  const finish = () => {
    gate.resolve();
    return done;
  };
  return { finish };
}

describe('following the outbox', () => {
  const seen: number[] = [];
  const note = (rows: readonly OutboxRow[]) => {
    for (const { body } of rows)
      if (body.type === 'warning.changed' && body.id === warning) seen.push(body.version);
  };
  let follower: Follower | undefined;
  const follow = async (options = {}) => {
    seen.length = 0;
    follower = await followOutbox({ db, onRows: note, onError: () => undefined, ...options });
  };
  afterEach(() => follower?.close());

  test('hears of a commit at once, and not of what was rolled back or came before', async () => {
    await commit(1);
    await follow({ pollMs: 60_000 });
    const undone = db.inTransaction(machine, async (tx) => {
      await publish(tx, tell(2));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await sleep(50);
    const started = performance.now();
    await commit(3);
    await vi.waitFor(() => expect(seen).toEqual([3]), { interval: 2, timeout: 10_000 });
    expect(performance.now() - started).toBeLessThan(500);
  });

  test('never jumps over a transaction that commits late', async () => {
    await follow();
    const slow = await open(1);
    await commit(2);
    await sleep(300);
    expect(seen).toEqual([]);
    await slow.finish();
    await vi.waitFor(() => expect(seen).toEqual([1, 2]), 3_000);
  });

  test('looks again soon for one that an older silent transaction holds back, though it found another', async () => {
    await follow({ pollMs: 60_000 });
    const older = await open(2);
    const silent = Promise.withResolvers<void>();
    const held = db.inTransaction(machine, async (tx) => {
      await tx.query('SELECT pg_current_xact_id()');
      await silent.promise;
    });
    await sleep(50);
    const younger = await open(3);
    await commit(1); // behind the older one, too
    await sleep(20);
    await Promise.all([older.finish(), younger.finish()]);
    await vi.waitFor(() => expect(seen).toEqual([2]), 3_000);
    silent.resolve();
    await held;
    await vi.waitFor(() => expect(seen.toSorted()).toEqual([1, 2, 3]), 3_000);
  });

  test('hears every row of many writers exactly once', async () => {
    await follow();
    const numbers = Array.from({ length: 200 }, (_, i) => i);
    await Promise.all(numbers.map((n) => commit(n)));
    await vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(200), 5_000);
    await sleep(50);
    expect([...seen].sort((a, b) => a - b)).toEqual(numbers);
  });

  test('goes on after its connection was cut', async () => {
    await follow({ pollMs: 100 });
    await commit(1);
    await vi.waitFor(() => expect(seen).toEqual([1]), 10_000);
    await db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()`,
    );
    await commit(2);
    await vi.waitFor(() => expect(seen).toEqual([1, 2]), 5_000);
  });
});

describe('streams', () => {
  const officer: Scope = { kind: 'person', person: 'p', place: '330206', units: [] };
  const hash = Buffer.alloc(32, 1);
  let live: Live;
  let alive = true;
  let rights = 'duty_officer';
  const start = async (options = {}) => {
    alive = true;
    rights = 'duty_officer';
    live = await openLive({
      db,
      onError: () => undefined,
      liveSessions: async () => new Map(alive ? [[hash.toString('hex'), rights]] : []),
      ...options,
    });
  };
  afterEach(() => live.close());

  function connect(lastEventId?: string, scope = officer) {
    let text = '';
    let ended = false;
    const gone = { yes: false };
    const sink: Sink = {
      writableLength: 0,
      get destroyed() {
        return gone.yes;
      },
      write: (more) => {
        text += more;
        return true;
      },
      end: () => {
        ended = true;
      },
      destroy: () => undefined,
    };
    const viewer = live.open(
      sink,
      { sessionHash: hash, personId: 'p', scope, rights: 'duty_officer' },
      lastEventId,
    );
    const versions = () =>
      text
        .split('\n')
        .filter((line) => line.includes(warning))
        .map((line) => (JSON.parse(line.slice(5)) as { version: number }).version);
    const lastId = () =>
      text
        .match(/id: (\S+)/g)
        ?.at(-1)
        ?.slice(4);
    return { viewer, gone, versions, lastId, text: () => text, ended: () => ended };
  }

  test('carry what the person may see, live and after coming back', async () => {
    await start();
    const first = connect();
    await vi.waitFor(() => expect(first.lastId()).toBeDefined(), 10_000);
    await commit(1);
    await commit(2, '330205001');
    await vi.waitFor(() => expect(first.versions()).toEqual([1]), 10_000);
    live.leave(first.viewer);
    await commit(3);
    await commit(4, '330205001');
    const second = connect(first.lastId());
    await vi.waitFor(() => expect(second.versions()).toEqual([3]), 10_000);
    await commit(5);
    await vi.waitFor(() => expect(second.versions()).toEqual([3, 5]), 10_000);
    expect(first.versions()).toEqual([1]);
  });

  test('resume without loss or repetition while others write', async () => {
    await start();
    const first = connect();
    await vi.waitFor(() => expect(first.lastId()).toBeDefined(), 10_000);
    const from = first.lastId();
    const writing = Promise.all(Array.from({ length: 100 }, (_, i) => commit(i)));
    await sleep(10);
    const second = connect(from);
    await writing;
    await vi.waitFor(() => expect(second.versions()).toHaveLength(100), 5_000);
    expect(new Set(second.versions()).size).toBe(100);
  });

  test('start afresh when the resume point is no longer kept, is not ours or lies ahead', async () => {
    await commit(1);
    await db.pool.query('SELECT pg_sleep(0.01)');
    await start();
    for (const id of ['1.1', 'nonsense', '999999999.1']) {
      const tab = connect(id);
      await vi.waitFor(() => expect(tab.text()).toContain('"type":"reset"'), 10_000);
      expect(tab.versions()).toEqual([]);
    }
  });

  test('end with the session', async () => {
    await start({ beatMs: 20 });
    const tab = connect();
    await sleep(60);
    expect(tab.text()).toContain(': beat');
    expect(tab.ended()).toBe(false);
    alive = false;
    await vi.waitFor(() => expect(tab.ended()).toBe(true), 10_000);
  });

  test('end when their person has other rights than when they began', async () => {
    await start({ beatMs: 20 });
    const tab = connect();
    await sleep(60);
    expect(tab.ended()).toBe(false);
    rights = 'station_officer';
    await vi.waitFor(() => expect(tab.ended()).toBe(true), 10_000);
    expect(live.count()).toBe(0);
  });

  test('keep no place once they are over, though nobody says that the other side is gone', async () => {
    await start({ beatMs: 20, perPerson: 2 });
    const [first, second] = [connect(), connect()];
    expect(live.hasRoomFor('p')).toBe(false);
    live.end(first.viewer);
    expect(first.ended()).toBe(true);
    expect(live.hasRoomFor('p')).toBe(true);
    second.gone.yes = true;
    await vi.waitFor(() => expect(live.count()).toBe(0), 10_000);
  });

  test('are limited for one person and altogether', async () => {
    await start({ perPerson: 2, total: 3 });
    connect();
    expect(live.hasRoomFor('p')).toBe(true);
    const second = connect();
    expect(live.hasRoomFor('p')).toBe(false);
    expect(live.hasRoomFor('q')).toBe(true);
    live.leave(second.viewer);
    expect(live.hasRoomFor('p')).toBe(true);
  });
});

describe('pruning', () => {
  test('removes what is old, but leaves the mark from which on nothing is missing', async () => {
    const owner = openDb(database.migrator, { max: 1 });
    await owner.pool.query('TRUNCATE outbox');
    for (const version of [1, 2, 3]) await commit(version);
    await owner.pool.query("UPDATE outbox SET at = now() - interval '25 hours'");
    for (const version of [4, 5]) await commit(version);
    await owner.close();
    const removed = await db.inTransaction(machine, (tx) => pruneOutbox(tx));
    expect(removed).toBe(2);
    const { rows } = await db.pool.query(`SELECT body->'version' AS version FROM outbox ORDER BY xid, seq`);
    expect(rows.map((row) => row.version)).toEqual([3, 4, 5]);
    expect(await db.inTransaction(machine, (tx) => pruneOutbox(tx))).toBe(0);
  });
});
