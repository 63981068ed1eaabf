import { type Board, type BoardFigure, boardFigures } from '@lanzha/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '../../ground/refusal/index.ts';
import { recordContact, signWarning } from '../../work/warnings/index.ts';
import { openOffice } from '../../work/warnings/testing/office.ts';
import { close, explain } from '../../work/zeroing/testing.ts';
import { dayMs, median } from './day.ts';
import { listRecords } from './list-records.ts';
import { readBoard } from './read-board.ts';

const office = await openOffice();
const { people, units } = office;
type Who = (typeof people)['duty'];
/** Monday, 11:30 in China. */
const now = new Date('2026-03-30T03:30:00Z');
const ago = (days: number, minutes = 0) => new Date(now.getTime() - days * dayMs - minutes * 60_000);

const board = (who: Who, at = now) => office.act(who, at, readBoard) as Promise<Board>;
const records = async (who: Who, figure: BoardFigure, unit?: string) => {
  const found = await office.act(who, now, (desk) => listRecords(desk, { figure, unit, limit: 2 }));
  if (isRefusal(found)) throw new Error(found.code);
  return found;
};

async function raise(at: Date, count: number): Promise<string[]> {
  const raised = await office.raise(
    Array.from({ length: count }, () => ({})),
    at,
  );
  return raised.map(({ warningId }) => warningId);
}

async function reach(id: string, at: Date): Promise<void> {
  await office.act(people.east, at, (desk) => signWarning(desk, { id, version: 1 }));
  const done = await office.act(people.east, at, (desk) =>
    recordContact(desk, { id, version: 2, method: 'call', reached: true, result: 'believes' }),
  );
  expect(isRefusal(done)).toBe(false);
}

test('without any record nothing is guessed', async () => {
  const empty = await board(people.duty);
  expect(Object.values(empty.figures).every((value) => value === null)).toBe(true);
  expect(Object.values(empty.usual).every((value) => value === null)).toBe(true);
  expect(empty).toMatchObject({
    usualDays: [],
    savedFen: null,
    contactMinutes: { median: null },
    behind: [],
  });
  expect([...empty.hours, ...empty.days].every(({ received }) => received === null)).toBe(true);
});

describe('a morning at the desk', () => {
  beforeAll(async () => {
    // Four Mondays before: 2, 4, 6 and 8 until now, and more later in the day.
    for (const [week, count] of [8, 6, 4, 2].entries()) {
      await raise(ago(28 - 7 * week, 30), count);
      await raise(ago(28 - 7 * week, -60), 3);
    }
    await raise(ago(40), 1);
    const [first, second, third] = await raise(ago(0, 150), 3);
    await raise(ago(0, 20), 1);
    await reach(first!, ago(0, 140));
    await reach(second!, ago(0, 20));
    await close(office, people.duty, third!, ago(0, 10));
    await explain(office, people.east, first!, ago(0, 5));
  });

  test('today stands against the same hour of the same weekdays', async () => {
    const { figures, usual, usualDays, hours, days, contactMinutes } = await board(people.duty);
    expect(usualDays).toEqual(['2026-03-23', '2026-03-16', '2026-03-09', '2026-03-02']);
    expect(usual).toMatchObject({ received: median([2, 4, 6, 8]), contacted: 0 });
    expect(figures).toMatchObject({
      received: 4,
      dispatched: 4,
      contacted: 2,
      on_time: 1,
      late: 1,
      met: 0,
      closed: 1,
      'closed.not_matched': 1,
      'closed.dissuaded': 0,
      saved: null,
      follow_up_due: null,
    });
    expect(contactMinutes).toEqual({ median: median([10, 130]), usual: null });
    expect(hours.map(({ received }) => received).slice(8, 13)).toEqual([0, 3, 0, 1, null]);
    expect(hours[11]?.usual).toBe(5);
    expect(days.at(-1)).toEqual({ day: '2026-03-30', received: 4, closed: 1 });
    expect(days.at(-8)).toMatchObject({ day: '2026-03-23', received: 5 });
    expect(days.at(-2)).toEqual({ day: '2026-03-29', received: null, closed: null });
  });

  test('every figure has exactly as many records as it says, page by page', async () => {
    const { figures } = await board(people.duty);
    for (const figure of boardFigures) {
      const first = await records(people.duty, figure);
      expect(first.total, figure).toBe(figures[figure] ?? 0);
      expect(first.items.length, figure).toBe(Math.min(2, first.total));
      expect(first.next === null, figure).toBe(first.total <= 2);
    }
  });

  test('who is behind stands first, with what is overdue and not explained', async () => {
    const { behind, figures } = await board(people.duty);
    expect(behind).toMatchObject([{ unit: { id: units.eastStation } }]);
    expect(behind[0]?.unexplained).toBe(figures.unexplained);
    expect(behind[0]?.overdue).toBe(figures.overdue);
    expect((await records(people.duty, 'overdue', units.eastStation)).total).toBe(figures.overdue);
    expect(await records(people.duty, 'overdue', units.westStation)).toMatchObject({ total: 0, items: [] });
  });

  test('a leader of a station sees that station alone; another one has no record', async () => {
    const own = await board(people.eastLeader);
    expect(own.figures.received).toBe(4);
    const west = await board(people.west);
    expect(Object.values(west.figures).every((value) => value === null)).toBe(true);
    expect((await records(people.west, 'open')).total).toBe(0);
  });

  test('what is only lent counts nowhere, also for who has a place and units', async () => {
    const [id] = (await records(people.duty, 'open')).items.map((one) => one.id);
    const scope = { ...people.west.scope, place: '330206002', units: [units.westStation] };
    const both = { ...people.west, scope } as Who;
    await office.lend(id!, people.west);
    expect((await office.see(people.west, id!)).lent).not.toBeNull();
    expect((await board(both)).figures.open).toBeNull();
  });

  test('nothing in the answer names a citizen', async () => {
    const text = JSON.stringify(await board(people.duty));
    expect(text).not.toMatch(/1[3-9]\d{9}|subject|headline/);
  });

  test('a Monday before the records began is not taken for a quiet one', async () => {
    const early = await board(people.duty, ago(14));
    expect(early.usualDays).toEqual(['2026-03-09', '2026-03-02', '2026-02-23']);
    expect((await board(people.duty, ago(35))).usualDays).toEqual([]);
  });
});

test('the median of two lies between them, of none nowhere', () => {
  expect([median([]), median([3]), median([4, 1]), median([9, 1, 2])]).toEqual([null, 3, 2.5, 2]);
});
