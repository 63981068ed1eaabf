import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { give } from '../db/index.ts';
import type { ClockHandler } from './fire-batch.ts';
import { startingClocks } from './start-clocks.ts';
import { always, hour, later, minute, openShelf, sayingHandler, start } from './testing/shelf.ts';
import { type ClockWorkerOptions, openClockWorker } from './worker.ts';

const shelf = await openShelf();
const log: string[] = [];
const open: ReturnType<typeof openClockWorker>[] = [];
const work = (more: Partial<ClockWorkerOptions> = {}) => {
  const worker = openClockWorker({
    db: shelf.db,
    log: pino({}, { write: (line: string) => void log.push(line) }),
    handlers: { thing: shelf.handler },
    pollMs: 10,
    ...more,
  });
  open.push(worker);
  return worker;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((worker) => worker.stop()));
  await shelf.query('UPDATE clocks SET next_at = NULL');
});

const begin = async (count: number, at: Date, spec = always()) => {
  const keys = Array.from({ length: count }, () => shelf.key());
  await shelf.tx((tx) =>
    give(
      tx,
      startingClocks(
        keys.map((key) => ({ ...key, spec })),
        at,
      ),
    ),
  );
  return keys;
};
const stepsOf = async (keys: readonly { id: string }[]) => {
  const ids = new Set(keys.map((key) => key.id));
  return (await shelf.fired()).filter((said) => ids.has(said.id)).map((said) => said.step);
};
const until = async (is: () => Promise<boolean>) => {
  for (let i = 0; i < 400 && !(await is()); i++) await sleep(20);
};

test('several nodes share the work and nothing fires twice', async () => {
  const keys = await begin(1_500, new Date(Date.now() - 2 * hour));
  const workers = [work({ batch: 70 }), work({ batch: 110 }), work({ batch: 40, lanes: 3 })];
  await until(async () => (await stepsOf(keys)).length >= 4_500);
  await Promise.all(workers.map((worker) => worker.stop()));
  const steps = await stepsOf(keys);
  for (const step of ['due', 'escalate1', 'escalate2'])
    expect(steps.filter((each) => each === step)).toHaveLength(1_500);
});

test('fires by the time of the database, soon after and never before', async () => {
  const [{ now }] = (await shelf.query<{ now: Date }>('SELECT clock_timestamp() AS now')) as [{ now: Date }];
  const keys = await begin(20, now, always({ due: 700, prewarn: () => [], escalate: [] }));
  work();
  await until(async () => (await stepsOf(keys)).length === 20);
  const late = await shelf.query<{ ms: number }>(
    `SELECT extract(epoch FROM at - due_at)::float8 * 1000 AS ms FROM clock_events WHERE act = 'due' AND subject_id = ANY ($1)`,
    [keys.map((key) => key.id)],
  );
  expect(Math.min(...late.map(({ ms }) => ms))).toBeGreaterThanOrEqual(0);
  expect(await stepsOf(keys)).toHaveLength(20);
});

describe('when the time jumps', () => {
  test('ahead by hours, what is due then fires once; back again, nothing fires twice or early', async () => {
    let now = start;
    const jump = () => work({ now: async () => now });
    const old = await begin(5, start);
    jump();
    now = later(8 * hour);
    await until(async () => (await stepsOf(old)).length >= 15);
    const young = await begin(5, later(8 * hour));
    now = later(10 * minute);
    await sleep(150);
    expect(await stepsOf(old)).toHaveLength(15);
    expect(await stepsOf(young)).toEqual([]);
    now = later(8 * hour + 44 * minute);
    await sleep(150);
    expect(await stepsOf(young)).toEqual([]);
    now = later(8 * hour + 46 * minute);
    await until(async () => (await stepsOf(young)).length >= 5);
    expect(await stepsOf(young)).toEqual(Array.from({ length: 5 }, () => 'prewarn1'));
    expect(await stepsOf(old)).toHaveLength(15);
  });
});

test('a subject that somebody works on is left alone, waited for by nobody, and comes next', async () => {
  const [busy, free] = await begin(2, new Date(Date.now() - 2 * hour));
  if (busy === undefined || free === undefined) throw new RangeError('two clocks');
  await shelf.query('INSERT INTO thing VALUES ($1)', [busy.id]);
  const client = new pg.Client(shelf.database.app);
  await client.connect();
  await client.query(`BEGIN; SELECT set_config('lanzha.scope', 'all', true)`);
  await client.query('SELECT FROM thing WHERE id = $1 FOR UPDATE', [busy.id]);
  work();
  await until(async () => (await stepsOf([free])).length === 3);
  expect(await stepsOf([busy])).toEqual([]);
  await client.query('SELECT FROM clocks WHERE subject_id = $1 FOR UPDATE', [busy.id]); // as an act does: no deadlock
  await client.query('COMMIT');
  await client.end();
  await until(async () => (await stepsOf([busy])).length === 3);
  expect(await stepsOf([busy])).toEqual(['due', 'escalate1', 'escalate2']);
});

describe('a handler that fails', () => {
  test('leaves nothing behind, is put off and logged without names; the others go on', async () => {
    const keys = await begin(30, new Date(Date.now() - 2 * hour));
    const bad = keys[7]!.id;
    const saying = sayingHandler();
    const handler: ClockHandler = {
      hold: saying.hold,
      async fire(tx, firings, now) {
        await saying.fire(tx, firings, now);
        if (firings.some(({ id }) => id === bad)) throw new Error('no such thing');
      },
    };
    work({ handlers: { thing: handler }, lanes: 1 });
    await until(async () => (await stepsOf(keys)).length >= 29 * 3);
    expect(await stepsOf(keys)).toHaveLength(29 * 3);
    const [row] = await shelf.query<{ failures: number; ahead: boolean; fired: string[] }>(
      'SELECT failures, next_at > clock_timestamp() AS ahead, fired FROM clocks WHERE subject_id = $1',
      [bad],
    );
    expect(row).toMatchObject({ fired: [], ahead: true });
    expect(row!.failures).toBeGreaterThan(0);
    expect(log.some((line) => line.includes('clock handler failed'))).toBe(true);
    expect(log.join('')).not.toContain(bad);
  });

  test('works again later, and then the steps come once', async () => {
    const keys = await begin(1, new Date(Date.now() - 2 * hour));
    let failing = true;
    const saying = sayingHandler();
    const handler: ClockHandler = {
      hold: saying.hold,
      fire: (tx, firings, now) =>
        failing ? Promise.reject(new Error('later')) : saying.fire(tx, firings, now),
    };
    work({ handlers: { thing: handler } });
    await until(async () => log.filter((line) => line.includes('clock handler failed')).length >= 1);
    failing = false;
    await until(async () => (await stepsOf(keys)).length === 3);
    expect(await stepsOf(keys)).toEqual(['due', 'escalate1', 'escalate2']);
  });
});

test('clocks of a kind that nobody here serves are left to others', async () => {
  await begin(3, new Date(Date.now() - 2 * hour));
  work({ handlers: { other: shelf.handler } });
  await sleep(100);
  const rows = await shelf.query(`SELECT FROM clocks WHERE next_at IS NOT NULL AND fired = '{}'`);
  expect(rows).toHaveLength(3);
});
