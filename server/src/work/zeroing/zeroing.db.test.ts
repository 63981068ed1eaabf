import type { ZeroingExplanation } from '@lanzha/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { machine } from '../../ground/db/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { keepLivingValues } from '../warnings/index.ts';
import { transferWarning } from '../warnings/service.ts';
import { minutes, openOffice, start } from '../warnings/testing/office.ts';
import { explainWarning } from './explain.ts';
import { freezeDays } from './freeze.ts';
import { listItems } from './list-items.ts';
import { listLeft } from './list-left.ts';
import { listDays, readDay } from './past-days.ts';
import { pushUnit, pushWarning } from './push.ts';
import { readSheet } from './sheet.ts';
import { close, explain } from './testing.ts';

const office = await openOffice();
const { people, units } = office;
type Who = (typeof people)['duty'];

/** 09:00 on the 2nd of March in China; the hour is 17:00. */
const today = '2026-03-02';
const hour = new Date('2026-03-02T09:00:00Z');
const after = (seconds: number, from = hour) => new Date(from.getTime() + seconds * 1_000);
const freeze = (now: Date) => freezeDays({ db: office.db, params: office.deps.params, now });
const sheet = (who: Who, now: Date) => office.act(who, now, readSheet);
const items = (who: Who, now: Date, view: 'open' | 'carried' | 'unexplained' | 'closed' = 'open') =>
  office.act(who, now, (desk) => listItems(desk, { view, limit: 50 }));
const left = (who: Who, day: string, view: 'left' | 'unexplained' | 'late' = 'left', now = after(60)) =>
  office.act(who, now, (desk) => listLeft(desk, { day, view, limit: 50 }));
const push = (who: Who, id: string, now: Date) => office.act(who, now, (desk) => pushWarning(desk, id));
const ids: string[] = [];

beforeAll(async () => {
  // The first run says from when on days are counted.
  expect(await freeze(start)).toEqual({ days: [], again: null });
  for (let n = 0; n < 5; n++) ids.push((await office.warn('middle', { name: '赵小云' })).id);
  await office.raise([{}], start);
});

const at = (n: number) => ids[n] ?? expect.fail(`no warning ${n}`);

describe('the sheet of a day', () => {
  test('counts every open warning of the unit until it is explained', async () => {
    expect(await sheet(people.east, minutes(1))).toMatchObject({
      day: today,
      at: hour.toISOString(),
      total: { open: 6, explained: 0, unexplained: 6, closed: 0, pushed: 0, carried: 0, received: 6 },
      previous: null,
    });
    expect(await explain(office, people.east, at(0), minutes(10))).toMatchObject({ late: false, day: today });
    expect(await explain(office, people.east, at(1), minutes(11))).toMatchObject({ reason: 'not_reached' });
    expect((await sheet(people.duty, minutes(12))).total).toMatchObject({ explained: 2, unexplained: 4 });
  });

  test('keeps words sealed, and masks the person when they are read', async () => {
    const words = '赵小云说下午回电 13812345678';
    const said = await explain(office, people.east, at(1), minutes(13), { words });
    expect(said).toMatchObject({ words: expect.stringContaining('赵**') });
    expect((said as ZeroingExplanation).words).not.toContain('13812345678');
    const rows = await office.query<{ text: string }>(
      'SELECT to_jsonb(e)::text AS text FROM zeroing_explanation e',
    );
    expect(rows.every(({ text }) => !text.includes('赵') && !text.includes('1381234'))).toBe(true);
    const page = await items(people.east, minutes(14));
    expect(page.items.find(({ warning }) => warning.id === at(1))?.explanation?.words).toContain('赵**');
  });

  test('holds still: explaining and pressing move no row', async () => {
    const order = async (now: Date) => (await items(people.duty, now)).items.map(({ warning }) => warning.id);
    const before = await order(minutes(15));
    await explain(office, people.duty, at(3), minutes(16));
    expect(await order(minutes(17))).toEqual(before);
  });

  test('goes on page by page without losing or repeating one', async () => {
    const all = (await items(people.duty, minutes(15))).items.map(({ warning }) => warning.id);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await office.act(people.duty, minutes(15), (desk) =>
        listItems(desk, { view: 'open', limit: 2, cursor }),
      );
      seen.push(...page.items.map(({ warning }) => warning.id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(all);
  });

  test('takes no plan that ends in the past, and nothing of another unit or of tomorrow', async () => {
    const refused = { until: start.toISOString() };
    expect(await explain(office, people.east, at(2), minutes(20), refused)).toMatchObject({
      code: 'UNTIL_PAST',
    });
    expect(await explain(office, people.west, at(2), minutes(20))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await explain(office, people.east, at(2), minutes(20), { day: '2026-03-03' })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await sheet(people.west, minutes(20))).units).toEqual([]);
    expect((await items(people.west, minutes(20))).items).toEqual([]);
  });

  test('has closed ones apart; they need no explanation any more', async () => {
    await close(office, people.duty, at(4), minutes(30));
    expect(await explain(office, people.east, at(4), minutes(31))).toMatchObject({ code: 'NOT_OPEN' });
    expect((await sheet(people.east, minutes(31))).total).toMatchObject({ open: 5, closed: 1, received: 6 });
    expect((await items(people.east, minutes(31), 'closed')).items).toHaveLength(1);
  });
});

describe('pressing', () => {
  test('tells who holds it or leads the unit, once in a while, and is counted', async () => {
    expect(await push(people.duty, at(2), minutes(40))).toEqual({ pushed: 1, skipped: 0, told: 1 });
    const notices = await office.query(
      `SELECT p.name, n.params, n.link FROM notice n JOIN person p ON p.id = n.person_id WHERE n.kind = 'zeroing.push'`,
    );
    expect(notices).toEqual([{ name: '郑所长', params: { open: 1, hour: '17:00' }, link: '/zeroing' }]);
    expect(await push(people.eastLeader, at(2), minutes(41))).toMatchObject({
      code: 'TOO_SOON',
      data: { until: minutes(70).toISOString() },
    });
    expect((await sheet(people.duty, minutes(42))).total.pushed).toBe(1);
    expect(
      (await items(people.duty, minutes(42))).items.find(({ warning }) => warning.id === at(2)),
    ).toMatchObject({
      pushes: { count: 1, lastAt: minutes(40).toISOString() },
    });
  });

  test('of a whole unit takes what nobody explained and leaves out what was pressed for just now', async () => {
    const unit = (now: Date, id = units.eastStation, who: Who = people.duty) =>
      office.act(who, now, (desk) => pushUnit(desk, id));
    expect(await unit(minutes(45))).toMatchObject({ pushed: 1, skipped: 1 });
    expect(await unit(minutes(46))).toMatchObject({ code: 'TOO_SOON' });
    expect(await unit(minutes(46), units.westStation)).toMatchObject({ code: 'NOTHING_TO_PUSH' });
    expect(await unit(minutes(90), units.eastStation, people.west)).toMatchObject({
      code: 'NOTHING_TO_PUSH',
    });
    expect(await push(people.duty, at(0), minutes(90))).toMatchObject({ code: 'NOTHING_TO_PUSH' });
    expect(await push(people.west, at(2), minutes(90))).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('at the hour', () => {
  test('the day is counted once, with what was left', async () => {
    expect(await freeze(after(-1))).toEqual({ days: [], again: null });
    expect(await freeze(after(5))).toEqual({ days: [], again: after(15) });
    expect((await sheet(people.duty, after(5))).previous).toMatchObject({ day: today, counting: true });
    expect(await explain(office, people.duty, at(2), after(5), { day: today })).toMatchObject({
      code: 'DAY_OVER',
    });
    expect(await freeze(after(20))).toEqual({ days: [today], again: null });
    expect(await freeze(after(40))).toEqual({ days: [], again: null });
    const day = await office.act(people.duty, after(60), (desk) => readDay(desk, today));
    expect(day).toMatchObject({
      day: today,
      at: hour.toISOString(),
      frozenAt: after(20).toISOString(),
      total: {
        open: 5,
        carried: 0,
        explained: 3,
        unexplained: 2,
        closed: 1,
        received: 6,
        pushed: 2,
        overdue: 1,
      },
      units: [{ unit: { id: units.eastStation } }],
    });
    expect(await left(people.duty, today)).toMatchObject({ items: { length: 5 } });
    expect(await left(people.duty, today, 'unexplained')).toMatchObject({ items: { length: 2 } });
  });

  test('the next day opens with the rest on top, and with what was said of it', async () => {
    const now = after(60);
    await office.warn('urgent');
    expect(await sheet(people.east, now)).toMatchObject({
      day: '2026-03-03',
      from: hour.toISOString(),
      total: { explained: 0, carried: 6 },
      previous: { day: today, counting: false, left: 5, unexplained: 2 },
    });
    const { items: first } = await items(people.east, now);
    expect(first.slice(0, 5).every(({ carried }) => carried)).toBe(true);
    expect(first.find(({ warning }) => warning.id === at(0))).toMatchObject({
      explanation: null,
      earlier: { day: today, reason: 'not_reached' },
    });
  });

  test('what is explained afterwards is late and changes no figure of the day', async () => {
    const said = await explain(office, people.east, at(2), after(3_600), { day: today });
    expect(said).toMatchObject({ late: true, day: today });
    expect(await left(people.duty, today, 'late', after(3_700))).toMatchObject({
      items: [{ id: at(2), explanation: null, late: { late: true } }],
    });
    const [day] = (await office.act(people.duty, after(3_700), (desk) => listDays(desk, { limit: 5 }))).items;
    expect(day).toMatchObject({ day: today, total: { explained: 3, unexplained: 2 }, explainedLate: 1 });
    expect((await sheet(people.duty, after(3_700))).total.explained).toBe(0);
    // A day can be explained late only for what it left.
    expect(await explain(office, people.duty, at(4), after(3_600), { day: today })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('another station sees that the day was counted, and nothing of it', async () => {
    expect(await office.act(people.west, after(60), (desk) => readDay(desk, today))).toMatchObject({
      total: { open: 0 },
      units: [],
    });
    expect(await left(people.west, today)).toMatchObject({ items: [] });
    expect(await left(people.duty, '2026-03-01')).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('nobody changes a counted day or takes back what was said', async () => {
    for (const table of [
      'zeroing_day',
      'zeroing_left',
      'zeroing_hour',
      'zeroing_push',
      'zeroing_explanation',
    ]) {
      for (const sql of [`UPDATE ${table} SET day = day`, `DELETE FROM ${table}`])
        await expect(office.db.inTransaction(machine, (tx) => tx.query(sql))).rejects.toThrow(
          'permission denied',
        );
    }
    const insert = `INSERT INTO zeroing_left SELECT '${today}', id, no, unit_id, place_code, level, NULL, false, true FROM warning
      ON CONFLICT DO NOTHING`;
    await expect(office.db.inTransaction(people.duty.scope, (tx) => tx.query(insert))).rejects.toThrow(
      'row-level security',
    );
  });
});

describe('hours that were missed', () => {
  test('are counted in their order by the first run, each as it stood then', async () => {
    // The 3rd passes, then the 4th and the 5th without anybody counting.
    const third = new Date('2026-03-03T09:00:00Z');
    const fourth = new Date('2026-03-04T09:00:00Z');
    await close(office, people.duty, at(0), after(-60, third));
    await close(office, people.duty, at(1), after(60, third));
    const moved = await office.act(people.duty, after(120, fourth), async (desk) => {
      const { rows } = await desk.tx.query<{ version: number }>('SELECT version FROM warning WHERE id = $1', [
        at(3),
      ]);
      return transferWarning(desk, {
        id: at(3),
        version: rows[0]?.version ?? 0,
        place: '330206002001',
        note: '人在西街道',
      });
    });
    expect(isRefusal(moved)).toBe(false);
    const late = new Date('2026-03-05T12:00:00Z');
    expect((await freeze(late)).days).toEqual(['2026-03-03', '2026-03-04', '2026-03-05']);
    const of = async (day: string, who: Who = people.duty) =>
      (await office.act(who, late, (desk) => readDay(desk, day))) as { total: object };
    expect((await of('2026-03-03')).total).toMatchObject({ closed: 1, open: 5 + 1 - 1 });
    expect((await of('2026-03-04')).total).toMatchObject({ closed: 1, open: 4 });
    expect((await of('2026-03-05')).total).toMatchObject({ closed: 0, open: 4, carried: 4 });
    // On the 4th it still lay with the east; that station sees its number, not the warning any more.
    const page = await left(people.east, '2026-03-04', 'left', late);
    expect(page).toMatchObject({ items: { length: 4 } });
    expect('items' in page && page.items.find(({ id }) => id === at(3))).toMatchObject({ warning: null });
    expect(await of('2026-03-05', people.west)).toMatchObject({ total: { open: 1 } });
  });
});

test('what was said outlives the key of its day as long as the warning does', async () => {
  const [row] = await office.query<{ key: number }>(
    'SELECT key_id AS key FROM zeroing_explanation WHERE warning_id = $1 LIMIT 1',
    [at(2)],
  );
  const now = after(3_600);
  const keeping = { now, review: after(100 * 86_400), times: { falseAlarm: 1, effective: 1 }, atOnce: 500 };
  const kept = await office.db.inTransaction(machine, (tx) =>
    keepLivingValues(tx, office.deps.vault, row?.key ?? 0, keeping),
  );
  expect(kept).toBeGreaterThan(0);
  const still = await office.query('SELECT FROM zeroing_explanation WHERE key_id = $1', [row?.key]);
  expect(still).toEqual([]);
  const page = await left(people.duty, today, 'late');
  expect('items' in page && page.items[0]?.late?.words).toBe('打了三次没有人接');
});

test('what was said goes with the person whom the warning forgets', async () => {
  await office.query('UPDATE warning SET forgotten_at = now() WHERE id = $1', [at(0)]);
  const rows = await office.query('SELECT sealed FROM zeroing_explanation WHERE warning_id = $1', [at(0)]);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => 'sealed' in row && row.sealed === null)).toBe(true);
  const page = await left(people.duty, today);
  expect('items' in page && page.items.find(({ id }) => id === at(0))?.explanation).toMatchObject({
    words: null,
    reason: 'not_reached',
  });
});

test('two who explain the same warning both stand in the record; the newer one counts', async () => {
  const now = new Date('2026-03-05T13:00:00Z');
  const day = '2026-03-06';
  const say = (who: Who, words: string) =>
    office.act(who, now, (desk) =>
      explainWarning(desk, {
        warning: at(2),
        day,
        reason: 'verifying',
        words,
        next: '核实身份',
        until: '2026-03-06T02:00:00Z',
      }),
    );
  await Promise.all([say(people.east, '正在核实身份信息'), say(people.duty, '等市局回复结果')]);
  const rows = await office.query('SELECT FROM zeroing_explanation WHERE warning_id = $1 AND day = $2', [
    at(2),
    day,
  ]);
  expect(rows).toHaveLength(2);
  expect((await sheet(people.duty, now)).total.explained).toBe(1);
});
