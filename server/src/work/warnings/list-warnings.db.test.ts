import { type Level, levels, type WarningSummary } from '@lanzha/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { countOpenWarnings } from './count-open.ts';
import type { ListQuery } from './list-filter.ts';
import { listWarnings } from './list-warnings.ts';
import * as service from './service.ts';
import { judgementOf, minutes, openOffice, reportOf } from './testing/office.ts';

const office = await openOffice();
const { people, units } = office;

const list = (query: Partial<ListQuery> = {}, who = people.duty) =>
  office.act(who, minutes(0), (desk) => listWarnings(desk, { limit: 50, ...query }));

/** Reads every page; `between` happens after each. */
async function pages(query: Partial<ListQuery>, between: () => Promise<unknown> = async () => undefined) {
  const items: WarningSummary[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await list({ ...query, cursor });
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = page.next;
    await between();
  }
}

const names = ['张三丰', '张伟', '欧阳锋'];
beforeAll(async () => {
  for (let n = 0; n < 24; n++) {
    const at = minutes(n);
    const place = n % 2 === 0 ? '330206001001' : '330206002001';
    const signal = reportOf({ phone: `138000010${10 + n}`, name: names[n % 3]!, place }, { at });
    const reason = { code: 'x', text: n === 5 ? '提到「安全账户」。' : '像诈骗。', weight: 50 };
    await office.raise([{ judgements: [judgementOf(signal, levels[n % 4], { reasons: [reason] })] }], at);
  }
  const open = (await list()).items;
  for (const [n, { id, version }] of open.slice(-6).entries())
    await office.act(people.duty, minutes(100 + n), (desk) =>
      service.closeWarning(desk, { id, version, outcome: 'not_matched', note: '不符' }),
    );
});

const dueOf = ({ clock }: WarningSummary) =>
  (clock.contactedAt === null ? clock.contactDue : clock.metAt === null ? clock.meetDue : null) ?? '9';
const deskKey = (w: WarningSummary) => `${levels.indexOf(w.level)} ${dueOf(w)} ${w.id}`;

describe('the desk', () => {
  test('has the most urgent first, then what is due first', async () => {
    const { items, total, next } = await list({ state: 'open' });
    expect(items).toHaveLength(18);
    expect([total, next]).toEqual([18, null]);
    expect(items.map(deskKey)).toEqual(items.map(deskKey).toSorted());
  });

  test('follows the meeting once the person was contacted', async () => {
    const { items } = await list({ level: 'urgent', state: 'open' });
    const last = items.at(-1)!;
    await office.act(people.duty, minutes(1), (desk) => service.signWarning(desk, last));
    await office.act(people.duty, minutes(1), (desk) =>
      service.recordContact(desk, { id: last.id, version: last.version + 1, method: 'call', reached: true }),
    );
    const now = (await list({ level: 'urgent', state: 'open' })).items;
    expect(now.map(deskKey)).toEqual(now.map(deskKey).toSorted());
  });
});

describe('paging', () => {
  test('goes through the open ones and then the closed ones, newest first, each once', async () => {
    const { items } = await list({ limit: 200 });
    for (const limit of [1, 5, 18, 23, 24, 25])
      expect((await pages({ limit })).map((w) => w.id)).toEqual(items.map((w) => w.id));
    const closed = items.filter((w) => w.state === 'closed');
    expect(closed).toEqual(items.slice(-6));
    expect((await list({ state: 'closed' })).items).toEqual(closed);
    const closing = closed.map(async ({ id }) => (await office.see(people.duty, id)).history[0]!.at);
    const instants = await Promise.all(closing);
    expect(instants).toEqual(instants.toSorted().reverse());
  });

  test('neither repeats nor skips anything while new ones keep coming', async () => {
    const known = (await list({ state: 'open', limit: 200 })).items.map((w) => w.id);
    let n = 0;
    const arrive = () => office.warn(levels[n++ % 4]);
    const read = (await pages({ state: 'open', limit: 3 }, arrive)).map((w) => w.id);
    expect(new Set(read).size).toBe(read.length);
    expect(known.filter((id) => !read.includes(id))).toEqual([]);
  });

  test('with a cursor of somebody else starts at the top', async () => {
    expect((await list({ cursor: 'abc' })).items).toEqual((await list()).items);
  });
});

describe('filters', () => {
  const found = async (query: Partial<ListQuery>) => (await list({ limit: 200, ...query })).items;

  test('by level, unit, place and time of receipt', async () => {
    for (const level of levels)
      expect(new Set((await found({ level })).map((w) => w.level))).toEqual(new Set<Level>([level]));
    const west = await found({ unit: units.westStation });
    expect(west).toHaveLength(12);
    expect((await found({ place: '330206002' })).map((w) => w.id)).toEqual(west.map((w) => w.id));
    const from = minutes(3).toISOString();
    const to = minutes(6).toISOString();
    expect((await found({ from, to })).map((w) => w.receivedAt).toSorted()).toEqual(
      [3, 4, 5].map((n) => minutes(n).toISOString()),
    );
  });

  test('by state and by who has it', async () => {
    const mine = await found({ mine: true, state: 'contacted' });
    expect(mine.map((w) => [w.state, w.assignee!.id])).toEqual([['contacted', people.duty.id]]);
    expect(await found({ mine: true, state: 'met' })).toEqual([]);
  });

  test('by number, surname, masked name, place, unit and the words of a reason', async () => {
    const [some] = await found({});
    expect((await found({ q: `No. ${some!.no}` })).map((w) => w.no)).toEqual([some!.no]);
    expect(await found({ q: '张' })).toHaveLength(16);
    expect(await found({ q: '张**' })).toHaveLength(8);
    expect(await found({ q: '西一社区' })).toHaveLength(12);
    expect(await found({ q: '西派出所' })).toHaveLength(12);
    expect(await found({ q: '安全账户' })).toHaveLength(1);
  });

  test('not by a phone number or a whole name: those never stand in a URL', async () => {
    expect(await found({ q: '13800001010' })).toEqual([]);
    expect(await found({ q: '张三丰' })).toEqual([]);
    expect(await found({ q: '%' })).toEqual([]);
  });
});

test('counts say how many are open, of which level, overdue and mine', async () => {
  const now = minutes(121);
  const { items } = await list({ state: 'open', limit: 200 });
  const counts = await office.act(people.duty, now, (desk) => countOpenWarnings(desk));
  expect(counts).toEqual({
    open: items.length,
    byLevel: Object.fromEntries(
      levels.map((level) => [level, items.filter((w) => w.level === level).length]),
    ),
    overdue: items.filter((w) => dueOf(w) < now.toISOString()).length,
    mine: 1,
    asOf: now.toISOString(),
  });
  expect(counts.overdue).toBeGreaterThan(0);
});
