import { makeWorld, openStory } from '@lanzha/engine/drill';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../ground/refusal/index.ts';
import type { Desk } from '../../work/warnings/index.ts';
import * as service from '../../work/warnings/service.ts';
import { minutes, openOffice, start } from '../../work/warnings/testing/office.ts';
import type { Crew } from './crew.ts';
import { openLookingAfter } from './look-after.ts';
import { openPlot } from './plot.ts';

const office = await openOffice();
const { people } = office;
const hours = (count: number) => minutes(count * 60);
const days = (from: number, to: number) =>
  Array.from({ length: (to - from) * 24 }, (_, n) => hours(from * 24 + n).getTime());

/** Reached by the east station, and ended as dissuaded at `start`. */
async function ended(): Promise<string> {
  const { id } = await office.warn('low');
  const step = async (work: (desk: Desk, seen: { id: string; version: number }) => Promise<unknown>) => {
    const { version } = await office.see(people.east, id);
    const done = await office.act(people.east, start, (desk) => work(desk, { id, version }));
    if (isRefusal(done)) throw new Error(JSON.stringify(done));
  };
  await step((desk, seen) => service.signWarning(desk, seen));
  await step((desk, seen) => service.recordContact(desk, { ...seen, method: 'call', reached: true }));
  await step((desk, seen) => service.closeWarning(desk, { ...seen, outcome: 'dissuaded' }));
  return id;
}

/** What the colleagues of the east station do, an hour at a time. */
function colleagues({ crew = [people.east], plot = openPlot(), threads = [] as readonly string[] } = {}) {
  const handlersOf: Crew['handlersOf'] = async (unit) => (unit === people.east.unitId ? crew : []);
  const { db, deps } = office;
  const clockOf = (at: number) => new Date(at);
  const after = openLookingAfter({
    ...deps,
    db,
    plot,
    seed: 1,
    clockOf,
    crew: { handlersOf },
    threadsOf: () => threads,
  });
  return async (instants: readonly number[]) => {
    for (const at of instants) await after.keep(at);
  };
}

const followUpsOf = (id: string) =>
  office.query<{
    step: number;
    state: string;
    result: string | null;
    planned: Date;
    ended: Date;
    by: string;
  }>(
    `SELECT step, state, result, planned_at AS planned, ended_at AS ended, ended_by AS by
     FROM follow_up WHERE warning_id = $1 ORDER BY step`,
    [id],
  );

describe('colleagues look again at whom they brought off it', () => {
  test('each time, by day, not before it is time, and under the name of who ended it', async () => {
    const ids = [await ended(), await ended(), await ended(), await ended()];
    await colleagues()(days(0, 12));
    for (const id of ids) {
      const found = await followUpsOf(id);
      expect(found.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
      for (const { planned, ended: at, by, result } of found) {
        expect(by).toBe(people.east.id);
        expect(['safe', 'not_reached']).toContain(result);
        expect(at.getTime()).toBeGreaterThanOrEqual(planned.getTime());
        const clock = (at.getUTCHours() + 8) % 24;
        expect(clock >= 9 && clock < 21).toBe(true);
      }
    }
  });

  test('do nothing for somebody who is not a colleague', async () => {
    const id = await ended();
    await colleagues({ crew: [people.eastToo] })(days(0, 9));
    expect((await followUpsOf(id)).map(({ state }) => state)).toEqual(['open', 'open', 'open']);
  });

  test('say of nobody who still pays that all is well', async () => {
    const begin = start.getTime();
    const story = openStory(makeWorld({ seed: 3, scale: 0.3 }));
    const threads = story.threadsBetween(begin, begin + 6 * 86_400_000);
    const payer = threads.find(({ payments }) => payments.length > 0) ?? expect.fail('nobody pays');
    const plot = openPlot();
    plot.begin([payer]);
    const id = await ended();
    await colleagues({ plot, threads: [payer.id] })(days(0, 12));
    expect((await followUpsOf(id)).map(({ state }) => state)).toEqual(['open', 'open', 'open']);
  });
});
