import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../ground/refusal/index.ts';
import { findWarning } from '../warnings/index.ts';
import { reopenWarning } from '../warnings/service.ts';
import { openOffice, start } from '../warnings/testing/office.ts';
import { undoLastStep } from '../warnings/undo.ts';
import { dayOf, hourOf } from './calendar.ts';
import { freezeDays } from './freeze.ts';
import { pushWarning } from './push.ts';
import { close, explain } from './testing.ts';

const office = await openOffice();
const { duty } = office.people;
const { params } = office.deps;
const minute = 60_000;

/** What somebody with paper and pencil would know: each warning's comings and goings, explanations and pushes. */
interface Kept {
  readonly id: string;
  readonly received: number;
  readonly turns: { at: number; open: boolean }[];
  readonly explained: number[];
  readonly pushed: number[];
}
const kept: Kept[] = [];
let now = start.getTime();

const isOpen = ({ turns }: Kept, before = Number.POSITIVE_INFINITY) =>
  turns.findLast(({ at }) => at < before)?.open ?? false;
const versionOf = (id: string) =>
  office.act(duty, new Date(now), async (desk) => {
    const found = await findWarning(desk, id);
    if (isRefusal(found)) throw new Error(found.code);
    return found;
  });

const acts = {
  async raise() {
    const [raised] = await office.raise([{}], new Date(now));
    kept.push({
      id: raised!.warningId,
      received: now,
      turns: [{ at: now, open: true }],
      explained: [],
      pushed: [],
    });
  },
  async close(one: Kept) {
    if (!isOpen(one)) return;
    await close(office, duty, one.id, new Date(now));
    one.turns.push({ at: now, open: false });
  },
  async closeAndUndo(one: Kept) {
    if (!isOpen(one)) return;
    await close(office, duty, one.id, new Date(now));
    const { version, undo } = await versionOf(one.id);
    now += minute;
    const input = { id: one.id, version, historyId: undo!.historyId };
    const done = await office.act(duty, new Date(now), (desk) => undoLastStep(desk, input));
    expect(isRefusal(done)).toBe(false);
  },
  async reopen(one: Kept) {
    if (isOpen(one)) return;
    const { version } = await versionOf(one.id);
    const input = { id: one.id, version, note: '又接到同样的电话' };
    const done = await office.act(duty, new Date(now), (desk) => reopenWarning(desk, input));
    expect(isRefusal(done)).toBe(false);
    one.turns.push({ at: now, open: true });
  },
  async explain(one: Kept) {
    if (!isOpen(one)) return;
    expect(isRefusal(await explain(office, duty, one.id, new Date(now)))).toBe(false);
    one.explained.push(now);
  },
  async push(one: Kept) {
    const done = await office.act(duty, new Date(now), (desk) => pushWarning(desk, one.id));
    if (!isRefusal(done)) one.pushed.push(now);
  },
  async freeze() {
    await freezeDays({ db: office.db, params, now: new Date(now) });
  },
} satisfies Record<string, (one: Kept) => Promise<void>>;

const step = fc.record({
  act: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[]), 'raise' as const, 'explain' as const),
  which: fc.nat(),
  later: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 2_000 })),
});

test('a counted day is what a recount finds, and no warning is lost between two days', {
  timeout: 120_000,
}, async () => {
  await freezeDays({ db: office.db, params, now: new Date(now) });
  await acts.raise();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
      for (const { act, which, later } of steps) {
        now += later * minute;
        const one = kept[which % kept.length];
        if (one !== undefined) await acts[act](one);
      }
      now += minute;
      await acts.freeze();
      await recount();
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

async function recount(): Promise<void> {
  const days = await office.query<{ day: string; from: Date; at: Date }>(
    'SELECT day::text AS day, from_at AS from, at FROM zeroing_hour WHERE counted ORDER BY day',
  );
  expect(days.at(-1)?.at.getTime()).toBeGreaterThan(now - 24 * 60 * minute - 20_000);
  let before: string[] = [];
  for (const { day, from, at } of days) {
    expect(at).toEqual(hourOf(params, day).at);
    expect(dayOf(at)).toBe(day);
    const [start, end] = [from.getTime(), at.getTime()];
    const within = (instant: number) => start <= instant && instant < end;
    const open = kept.filter((one) => isOpen(one, end));
    const explained = open.filter((one) => one.explained.some(within));
    const closed = kept.filter((one) => {
      const last = one.turns.findLast((turn) => turn.at < end);
      return last !== undefined && !last.open && within(last.at);
    });
    const received = kept.filter((one) => within(one.received));
    const left = await office.query<{ id: string; explained: boolean }>(
      'SELECT warning_id AS id, explained FROM zeroing_left WHERE day = $1',
      [day],
    );
    expect(idsOf(left)).toEqual(idsOf(open));
    expect(idsOf(left.filter((one) => one.explained))).toEqual(idsOf(explained));
    const [sums] = await office.query<Record<string, number>>(
      `SELECT coalesce(sum(open), 0)::int AS open, coalesce(sum(explained), 0)::int AS explained,
              coalesce(sum(unexplained), 0)::int AS unexplained, coalesce(sum(closed), 0)::int AS closed,
              coalesce(sum(carried), 0)::int AS carried, coalesce(sum(pushed), 0)::int AS pushed
       FROM zeroing_day WHERE day = $1`,
      [day],
    );
    expect(sums).toEqual({
      open: open.length,
      explained: explained.length,
      unexplained: open.length - explained.length,
      closed: closed.length,
      carried: open.filter((one) => one.received < start).length,
      pushed: kept.flatMap((one) => one.pushed.filter(within)).length,
    });
    // Whatever the day began with or received is left or closed when it ends.
    const accounted = new Set([...left, ...kept.filter((one) => !isOpen(one, end))].map(({ id }) => id));
    expect([...before, ...idsOf(received)].filter((id) => !accounted.has(id))).toEqual([]);
    before = idsOf(left);
  }
}

const idsOf = (some: readonly { id: string }[]) => some.map(({ id }) => id).toSorted();
