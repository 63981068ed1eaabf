import { afterEach, describe, expect, test } from 'vitest';
import { smallCounty } from '../../testing/county.ts';
import { testDatabase } from '../../testing/database.ts';
import { give, machine, openDb, type Scope } from '../db/index.ts';
import type { ClockRow } from './clock-row.ts';
import { orderClocks } from './order-clocks.ts';
import type { ClockAct } from './orders.ts';
import { readClocks } from './read-clocks.ts';
import { startingClocks } from './start-clocks.ts';
import { always, hour, later, minute, openShelf, start } from './testing/shelf.ts';

const shelf = await openShelf();
afterEach(() => shelf.query('UPDATE clocks SET next_at = NULL')); // each test has the clocks to itself
type Key = ReturnType<typeof shelf.key>;

const begin = async (spec = always(), at = start, key = shelf.key()): Promise<Key> => {
  await shelf.tx((tx) => give(tx, startingClocks([{ ...key, spec }], at)));
  return key;
};
const order = async (key: Key, act: ClockAct, at: Date) => {
  const [answer] = await shelf.tx((tx) => orderClocks(tx, [{ ...key, ...act }], at));
  return answer as ClockRow & { refused?: string };
};
const eventsOf = (key: Key) =>
  shelf.query<{ act: string; version: number }>(
    'SELECT act, version FROM clock_events WHERE subject_id = $1 ORDER BY version, at, act',
    [key.id],
  );

describe('a clock', () => {
  test('tells when it warns, is due and goes up, and does each once at that time', async () => {
    const key = await begin();
    const [row] = await shelf.tx((tx) => readClocks(tx, key.kind, key.id));
    expect(row).toMatchObject({
      state: 'running',
      warn_at: [later(45 * minute)],
      due_at: later(hour),
      escalate_at: [later(70 * minute), later(90 * minute)],
      next_at: later(45 * minute),
      params: { due: '7' },
    });
    expect(await shelf.fire(later(45 * minute - 1))).toEqual([]);
    expect(await shelf.fire(later(45 * minute))).toEqual(['prewarn1']);
    expect(await shelf.fire(later(hour))).toEqual(['due']);
    expect(await shelf.fire(later(hour))).toEqual([]);
    expect(await shelf.fire(later(5 * hour))).toEqual(['escalate1', 'escalate2']);
    expect(await shelf.fire(later(50 * hour))).toEqual([]);
    expect((await eventsOf(key)).map((e) => e.act)).toEqual([
      'start',
      'prewarn1',
      'due',
      'escalate1',
      'escalate2',
    ]);
  });

  test('paused fires nothing and goes on by itself', async () => {
    const key = await begin();
    const paused = await order(
      key,
      { act: 'pause', until: later(3 * hour), reason: 'operator_answer' },
      later(30 * minute),
    );
    expect(paused).toMatchObject({
      state: 'paused',
      pauses: 1,
      due_at: later(3 * hour + 30 * minute),
      next_at: later(3 * hour),
    });
    expect(await shelf.fire(later(2 * hour))).toEqual([]);
    expect(await shelf.fire(later(3 * hour + 20 * minute))).toEqual(['resume', 'prewarn1']);
    expect(await shelf.fire(later(3 * hour + 30 * minute))).toEqual(['due']);
  });

  test('resumed by a person has the time that was left', async () => {
    const key = await begin();
    await order(key, { act: 'pause', until: later(3 * hour), reason: 'operator_answer' }, later(30 * minute));
    expect(await order(key, { act: 'resume' }, later(hour))).toMatchObject({ due_at: later(90 * minute) });
    expect(await order(key, { act: 'resume' }, later(hour))).toEqual({ refused: 'not-paused' });
  });

  test('keeps its calendar: an office clock sleeps at noon and on the Spring Festival', async () => {
    const spec = always({ calendar: 'office 08:30-12:00,14:00-17:30', due: 2 * hour, prewarn: () => [hour] });
    const noon = await begin(spec, new Date('2026-03-02T11:00+08:00'));
    const eve = await begin(spec, new Date('2026-02-14T16:30+08:00'));
    const dueOf = async (key: Key) => (await shelf.tx((tx) => readClocks(tx, key.kind, key.id)))[0]?.due_at;
    expect(await dueOf(noon)).toEqual(new Date('2026-03-02T15:00+08:00'));
    expect(await dueOf(eve)).toEqual(new Date('2026-02-24T09:30+08:00'));
  });

  test('may warn several times before, as a stop-payment does (rules.md §3.4)', async () => {
    const spec = always({ due: 48 * hour, prewarn: () => [24 * hour, 6 * hour, hour], escalate: [] });
    await begin(spec);
    const said = [];
    for (const h of [23, 24, 42, 47, 48, 60]) said.push(await shelf.fire(later(h * hour)));
    expect(said).toEqual([[], ['prewarn1'], ['prewarn2'], ['prewarn3'], ['due'], []]);
  });

  test('of one subject there may be several; two runs of one duty are one clock', async () => {
    const key = await begin();
    await begin(always(), start, { ...key, policy: 'thing.check' });
    await begin(always({ due: minute }), start, key);
    const rows = await shelf.tx((tx) => readClocks(tx, key.kind, key.id));
    expect(rows.map((row) => [row.policy, row.due_at])).toEqual([
      ['thing.check', later(hour)],
      ['thing.do', later(hour)],
    ]);
  });
});

describe('an end', () => {
  test('is met or late, and nothing fires after it', async () => {
    const [soon, late] = [await begin(), await begin()];
    expect(await order(soon, { act: 'meet' }, later(30 * minute))).toMatchObject({
      state: 'met',
      next_at: null,
    });
    expect(await order(late, { act: 'meet' }, later(2 * hour))).toMatchObject({
      state: 'late',
      due_at: null,
    });
    expect(await shelf.fire(later(9 * hour))).toEqual([]);
    expect(await order(late, { act: 'meet' }, later(3 * hour))).toEqual({ refused: 'not-running' });
  });

  test('reopened goes on with what was left; started it has the full time', async () => {
    const key = await begin();
    await order(key, { act: 'meet' }, later(45 * minute - 1));
    expect(await order(key, { act: 'reopen' }, later(5 * hour))).toMatchObject({
      due_at: later(5 * hour + 15 * minute + 1),
    });
    await order(key, { act: 'cancel' }, later(5 * hour));
    expect(await order(key, { act: 'start', spec: always() }, later(6 * hour))).toMatchObject({
      due_at: later(7 * hour),
      fired: [],
    });
  });

  test('taken back never was: what came due meanwhile fires, what had fired does not', async () => {
    const key = await begin();
    expect(await shelf.fire(later(45 * minute))).toEqual(['prewarn1']);
    await order(key, { act: 'meet' }, later(50 * minute));
    const spec = always({ due: later(hour) });
    expect(await order(key, { act: 'run', spec }, later(65 * minute))).toMatchObject({
      state: 'running',
      due_at: later(hour),
    });
    expect(await shelf.fire(later(65 * minute))).toEqual(['due']);
  });
});

describe('bugs of others', () => {
  test('Zammad #904: a merged duty fires once, for the one that is kept, at the tighter time', async () => {
    const kept = await begin();
    const other = await begin(always({ due: 30 * minute, params: { due: '8' } }));
    const merged = await order(kept, { act: 'absorb', other }, later(5 * minute));
    expect(merged).toMatchObject({ due_at: later(30 * minute), params: { due: '8' } });
    expect(await shelf.fire(later(31 * minute))).toEqual(['due']);
    const [gone] = await shelf.tx((tx) => readClocks(tx, other.kind, other.id));
    expect(gone).toMatchObject({ state: 'cancelled', next_at: null });
  });

  test('Zammad #4353: a duty that is withdrawn after it went overdue goes up to nobody', async () => {
    const key = await begin();
    expect(await shelf.fire(later(hour))).toEqual(['due']);
    await order(key, { act: 'cancel' }, later(61 * minute));
    expect(await shelf.fire(later(9 * hour))).toEqual([]);
  });

  test('Chatwoot #10178: another policy applies to the clock that runs, time spent stays spent', async () => {
    const key = await begin();
    const changed = await order(key, { act: 'run', spec: always({ due: 2 * hour }) }, later(30 * minute));
    expect(changed).toMatchObject({ due_at: later(2 * hour), warn_at: [later(90 * minute)] });
    const tight = await order(key, { act: 'run', spec: always({ due: 20 * minute }) }, later(30 * minute));
    expect(tight).toMatchObject({ due_at: later(20 * minute) });
    expect(await shelf.fire(later(30 * minute))).toEqual(['due', 'escalate1']);
  });

  test('OpenCTI #9199: a due date does something', async () => {
    const key = await begin();
    await shelf.fire(later(hour));
    expect((await shelf.fired()).filter((said) => said.id === key.id)).toEqual([
      { id: key.id, policy: 'thing.do', step: 'due' },
    ]);
  });
});

describe('who may see and write', () => {
  const west: Scope = { kind: 'person', person: crypto.randomUUID(), place: '330206002', units: [] };
  const east: Scope = { kind: 'person', person: crypto.randomUUID(), place: '330206001', units: [] };

  test('clocks and their events lie in the scope of their place', async () => {
    const key = await begin();
    const seenBy = (scope: Scope) =>
      shelf.db.inTransaction(scope, async (tx) => {
        const events = await tx.query('SELECT FROM clock_events WHERE subject_id = $1', [key.id]);
        return [(await readClocks(tx, key.kind, key.id)).length, events.rowCount];
      });
    expect(await seenBy(west)).toEqual([0, 0]);
    expect(await seenBy(east)).toEqual([1, 1]);
    await order({ ...key, placeCode: '330206002' }, { act: 'move' }, start);
    expect(await seenBy(west)).toEqual([1, 1]);
    expect(await seenBy(east)).toEqual([0, 0]);
  });

  test('a clock cannot be put where the person may not look', async () => {
    const key = shelf.key();
    const attempt = shelf.db.inTransaction(west, (tx) =>
      orderClocks(tx, [{ ...key, act: 'start', spec: always() }], start),
    );
    await expect(attempt).rejects.toThrow(/row-level security/);
  });

  test.each(['UPDATE clock_events SET act = act', 'DELETE FROM clock_events', 'DELETE FROM clocks'])(
    'the application may not %s',
    async (sql) => {
      await expect(shelf.query(sql)).rejects.toThrow(/permission denied/);
    },
  );
});

test('an order looks up its own clocks, also by a plan that was made when there were few', async () => {
  const database = await testDatabase();
  const { eastStation: unitId } = await smallCounty(database.migrator);
  const db = openDb(database.app, { max: 1 });
  const clock = () => ({ ...shelf.key(), unitId, spec: always() });
  const [own, ...others] = Array.from({ length: 1_500 }, clock);
  await db.inTransaction(machine, async (tx) => {
    await give(tx, startingClocks([own!], start));
    for (let round = 0; round < 8; round++) await orderClocks(tx, [{ ...own!, act: 'move' }], start);
    await give(tx, startingClocks(others, start));
    const timesReadThrough = async () => {
      const { rows } = await tx.query("SELECT pg_stat_get_xact_numscans('clocks'::regclass) AS times");
      return rows[0].times as number;
    };
    const before = await timesReadThrough();
    await orderClocks(tx, [{ ...own!, act: 'meet' }], later(minute));
    expect(await timesReadThrough()).toBe(before);
  });
  await db.close();
});
