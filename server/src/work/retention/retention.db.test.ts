import type { Outcome } from '@lanzha/contract';
import { emptyState, encodeState } from '@lanzha/engine/scoring';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { previewRetention } from './index.ts';
import { onDay, openArchive } from './testing.ts';

const archive = await openArchive();
const { office } = archive;
beforeEach(() => archive.reset());

/** Runs every day, as the job does. */
async function runUntil(first: number, last: number): Promise<void> {
  for (let day = first; day <= last; day++) expect(await archive.run(onDay(day))).toBe(true);
}
const revealed = async (id: string, day: number) => {
  const answer = await archive.reveal(id, onDay(day));
  return 'code' in answer ? answer.code : (answer.value?.length ?? null);
};

describe('signals that led to nothing', () => {
  test('are gone after signal.payload.kept, a day at a time, and not before', async () => {
    const [first, second] = [await archive.batch(onDay(0)), await archive.batch(onDay(1))];
    await runUntil(1, 30);
    expect([await archive.opensBatch(first), await archive.opensBatch(second)]).toEqual([true, true]);
    await runUntil(31, 31);
    expect([await archive.opensBatch(first), await archive.opensBatch(second)]).toEqual([false, true]);
    await runUntil(32, 32);
    expect(await archive.opensBatch(second)).toBe(false);
    expect(await archive.keys()).toEqual([]);
    expect(await archive.log()).toMatchObject([
      { kind: 'signals', day: '2026-03-02', count: 2 },
      { kind: 'key', day: '2026-03-02', count: 0 },
      { kind: 'signals', day: '2026-03-03', count: 2 },
      { kind: 'key', day: '2026-03-03', count: 0 },
    ]);
  });

  test('held by a period are sealed again; the others of the same day are gone', async () => {
    const early = await archive.batch(onDay(0));
    const late = await archive.batch(new Date(onDay(0).getTime() + 3_600_000));
    const from = new Date(onDay(0).getTime() + 60_000).toISOString();
    const hold = await archive.hold({ from, to: onDay(2).toISOString() }, onDay(3));
    await runUntil(1, 40);
    expect([await archive.opensBatch(early), await archive.opensBatch(late)]).toEqual([false, true]);
    await runUntil(41, 100);
    expect(await archive.opensBatch(late)).toBe(true);
    await archive.release(hold, onDay(100));
    await runUntil(101, 131);
    expect(await archive.opensBatch(late)).toBe(false);
    expect(await archive.keys()).toEqual([]);
  });

  test('a hold ends by itself', async () => {
    const batch = await archive.batch(onDay(0));
    const period = { from: onDay(-1).toISOString(), to: onDay(1).toISOString() };
    await archive.hold({ ...period, until: onDay(40).toISOString() }, onDay(3));
    await runUntil(1, 39);
    expect(await archive.opensBatch(batch)).toBe(true);
    await runUntil(40, 62);
    expect(await archive.opensBatch(batch)).toBe(false);
  });
});

describe('warnings', () => {
  test('with a false alarm forget whom they were about 90 days after their end, the others after two years', async () => {
    const [wrong, right, open] = [
      await archive.warning(onDay(0)),
      await archive.warning(onDay(0)),
      await archive.warning(onDay(0)),
    ];
    await archive.close(wrong, 'not_matched', onDay(5));
    await archive.close(right, 'dissuaded', onDay(5));
    await runUntil(1, 94);
    expect([await revealed(wrong, 94), await revealed(right, 94), await revealed(open, 94)]).toEqual([
      11, 11, 11,
    ]);
    await runUntil(95, 95);
    expect([await revealed(wrong, 95), await revealed(right, 95), await revealed(open, 95)]).toEqual([
      'FORGOTTEN',
      11,
      11,
    ]);
    for (let day = 100; day < 735; day += 5) await archive.run(onDay(day));
    expect([await revealed(right, 734), await revealed(open, 734)]).toEqual([11, 11]);
    await runUntil(735, 736);
    expect([await revealed(right, 736), await revealed(open, 736)]).toEqual(['FORGOTTEN', 11]);
  }, 60_000);

  test('afterwards say so with the date, still stand in the list, and cannot be opened again', async () => {
    const id = await archive.warning(onDay(0));
    await archive.close(id, 'not_matched', onDay(0));
    await runUntil(1, 90);
    expect(await archive.reveal(id, onDay(95))).toMatchObject({
      code: 'FORGOTTEN',
      data: { at: onDay(90).toISOString() },
    });
    const seen = await office.see(office.people.duty, id);
    expect(seen).toMatchObject({
      subject: { name: null, phone: null },
      forgottenAt: onDay(90).toISOString(),
      revealable: [],
      acts: [],
      level: 'high',
      outcome: 'not_matched',
      evidence: [{ facts: [], kind: 'report' }],
    });
    expect(seen.reasons[0]).toMatchObject({ weight: 62, text: '所述情况像诈骗。' });
    expect(seen.history.map(({ act, note }) => [act, note])).toContainEqual(['close', null]);
    expect(seen.history[0]).toMatchObject({
      act: 'forget',
      by: 'law',
      actor: null,
      at: onDay(90).toISOString(),
      from: 'closed',
      to: 'closed',
    });
    const told = await office.query<{ version: number; unit_id: string }>(
      `SELECT (body ->> 'version')::integer AS version, unit_id FROM outbox WHERE body ->> 'id' = $1 ORDER BY seq DESC LIMIT 1`,
      [id],
    );
    expect(told).toEqual([{ version: seen.version, unit_id: seen.unit.id }]);
    expect(await archive.reopen(id, onDay(95))).toMatchObject({ code: 'NOT_ALLOWED_NOW' });
    const [row] = await office.query(
      `SELECT length(subject_sealed) AS sealed, (SELECT count(*) FROM warning_index WHERE warning_id = w.id) AS keys,
         (SELECT sum(length(sealed)) FROM warning_evidence WHERE warning_id = w.id) AS evidence,
         (SELECT count(*) FROM warning_history WHERE warning_id = w.id AND (sealed IS NOT NULL OR before IS NOT NULL)) AS history
       FROM warning w WHERE id = $1`,
      [id],
    );
    expect(row).toEqual({ sealed: 0, keys: 0, evidence: 0, history: 0 });
    await runUntil(91, 91);
    expect(await archive.keys()).toEqual([]);
  });

  test('under a hold stay whole until it is released', async () => {
    const [held, byPeriod, free] = [
      await archive.warning(onDay(0)),
      await archive.warning(onDay(2)),
      await archive.warning(onDay(0)),
    ];
    for (const id of [held, byPeriod, free]) await archive.close(id, 'not_matched', onDay(3));
    const hold = await archive.hold({ warningNo: await archive.numberOf(held) }, onDay(4));
    await archive.hold({ from: onDay(1).toISOString(), to: onDay(3).toISOString() }, onDay(4));
    await runUntil(1, 200);
    expect([await revealed(held, 200), await revealed(byPeriod, 200), await revealed(free, 200)]).toEqual([
      11,
      11,
      'FORGOTTEN',
    ]);
    await archive.release(hold, onDay(200));
    await runUntil(201, 201);
    expect([await revealed(held, 201), await revealed(byPeriod, 201)]).toEqual(['FORGOTTEN', 11]);
  });

  test('cannot be held once they have forgotten', async () => {
    const id = await archive.warning(onDay(0));
    await archive.close(id, 'not_matched', onDay(0));
    await runUntil(1, 90);
    const no = await archive.numberOf(id);
    await expect(archive.hold({ warningNo: no }, onDay(91))).rejects.toThrow('ALREADY_FORGOTTEN');
    await expect(archive.hold({ warningNo: 999_999 }, onDay(91))).rejects.toThrow('NOT_FOUND');
    await expect(archive.hold({}, onDay(91))).rejects.toThrow('MISSING');
  });
});

test('state rows idle beyond the longest bucket are deleted, the others stay', async () => {
  const put = (key: string, day: number) =>
    office.query(
      'INSERT INTO subject_state (key, person, rank, state, written_on) VALUES ($1, $1, 2, $2, $3)',
      [key, Buffer.from(encodeState({ ...emptyState(), latest: onDay(day).getTime() / 60_000 })), onDay(day)],
    );
  const keys = Array.from({ length: 60 }, () => crypto.randomUUID());
  for (const [index, key] of keys.entries()) await put(key, index);
  await runUntil(1, 50);
  const left = await office.query<{ key: string }>('SELECT key FROM subject_state');
  expect(left.map(({ key }) => key).toSorted()).toEqual(keys.slice(12).toSorted());
  const counted = (await archive.log()).filter(({ kind }) => kind === 'subjects');
  expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(12);
});

describe('a clock that jumped', () => {
  test('ahead destroys nothing until somebody has confirmed it', async () => {
    const batch = await archive.batch(onDay(0));
    const id = await archive.warning(onDay(0));
    await archive.close(id, 'not_matched', onDay(0));
    await runUntil(1, 2);
    expect(await archive.run(onDay(3000))).toBe(false);
    expect(await archive.run(onDay(3001))).toBe(false);
    expect([await archive.opensBatch(batch), await revealed(id, 3)]).toEqual([true, 11]);
    expect((await archive.log()).map(({ kind }) => kind)).toEqual(['paused']);
    const preview = await archive.asMachine((tx) => previewRetention(tx, office.deps.params, onDay(3001), 7));
    expect(preview.paused).toEqual({
      at: onDay(3000).toISOString(),
      lastActivity: onDay(2).toISOString(),
    });
    await runUntil(3, 4); // set right again
    expect([await archive.opensBatch(batch), await revealed(id, 4)]).toEqual([true, 11]);
  });

  test('and was right after all goes on once confirmed', async () => {
    const batch = await archive.batch(onDay(0));
    expect(await archive.run(onDay(60))).toBe(false);
    expect(await archive.confirm(onDay(60))).toEqual(onDay(67));
    expect(await archive.run(onDay(60))).toBe(true);
    expect(await archive.opensBatch(batch)).toBe(false);
    expect(await archive.confirm(onDay(61))).toBeNull();
  });
});

test('a run that is cut off anywhere goes on at the next', async () => {
  const ids = [];
  for (let one = 0; one < 7; one++) ids.push(await archive.warning(onDay(0)));
  const batches = [await archive.batch(onDay(0)), await archive.batch(onDay(0))];
  await archive.hold({ from: onDay(-1).toISOString(), to: onDay(1).toISOString() }, onDay(1));
  for (const id of ids.slice(0, 4)) await archive.close(id, 'not_matched', onDay(1));
  await runUntil(1, 60);
  await archive.office.query(
    'UPDATE retention_hold SET released_by = placed_by, released_at = now(), release_reason = $1',
    ['{}'],
  );
  for (let day = 61; day <= 95; day++) {
    for (let checks = 0; checks < 12; checks++) {
      let left = checks;
      const signal = {
        get aborted() {
          return left-- <= 0;
        },
      } as AbortSignal;
      await archive.run(onDay(day), { signal, atOnce: 2 });
    }
  }
  await archive.run(onDay(96), { atOnce: 2 });
  const after = [];
  for (const id of ids) after.push(await revealed(id, 96));
  expect(after).toEqual([...Array(4).fill('FORGOTTEN'), 11, 11, 11]);
  for (const batch of batches) expect(await archive.opensBatch(batch)).toBe(false);
});

describe('whatever days, holds and jumps of the clock come', () => {
  const outcomes: Outcome[] = ['not_matched', 'dissuaded', 'cheated'];
  const step = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ do: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 45 }) }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('batch' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('warn' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('close' as const),
        which: fc.nat(9),
        outcome: fc.constantFrom(...outcomes),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('hold' as const),
        which: fc.nat(9),
        days: fc.option(fc.integer({ min: 1, max: 90 })),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('period' as const),
        from: fc.integer({ min: -60, max: 0 }),
        days: fc.integer({ min: 1, max: 40 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), which: fc.nat(5) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('back' as const), days: fc.integer({ min: 1, max: 25 }) }),
    },
  );

  test('nothing younger than its time and nothing held is destroyed, and what is due is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 22 }), async (steps) => {
        await archive.reset();
        let real = 1; // days that truly went by
        let behind = 0; // days by which the clock is behind
        const now = () => onDay(real - behind);
        const batches: { id: number; real: number; at: Date }[] = [];
        const warnings: {
          id: string;
          at: Date;
          closed?: { at: Date; real: number; outcome: Outcome; wrong: boolean };
        }[] = [];
        const holds: {
          id: string;
          warning?: string;
          from?: Date;
          to?: Date;
          until?: Date | undefined;
          over: boolean;
        }[] = [];
        const isHeld = (at: Date, warning?: string) =>
          holds.some(
            (h) =>
              !h.over &&
              (h.until === undefined || h.until > now()) &&
              (h.warning === undefined ? h.from! <= at && at < h.to! : h.warning === warning),
          );
        const seal = async () => {
          batches.push({ id: await archive.batch(now()), real, at: now() });
        };
        for (const one of steps) {
          if (one.do === 'batch') await seal();
          else if (one.do === 'warn') warnings.push({ id: await archive.warning(now()), at: now() });
          else if (one.do === 'close') {
            const open = warnings.filter((w) => w.closed === undefined && w.at <= now());
            const warning = open[one.which % Math.max(open.length, 1)];
            if (warning === undefined) continue;
            await archive.close(warning.id, one.outcome, now());
            warning.closed = { at: now(), real, outcome: one.outcome, wrong: behind > 0 };
          } else if (one.do === 'hold') {
            const warning = warnings[one.which % Math.max(warnings.length, 1)];
            if (warning === undefined) continue;
            const until = one.days === null ? undefined : onDay(real - behind + one.days);
            const no = await archive.numberOf(warning.id);
            const id = await archive
              .hold({ warningNo: no, until: until?.toISOString() }, now())
              .catch(() => null);
            if (id !== null) holds.push({ id, warning: warning.id, until, over: false });
          } else if (one.do === 'period') {
            const from = onDay(real - behind + one.from);
            const to = new Date(from.getTime() + one.days * 86_400_000);
            const id = await archive.hold({ from: from.toISOString(), to: to.toISOString() }, now());
            holds.push({ id, from, to, over: false });
          } else if (one.do === 'release') {
            const hold = holds.filter((h) => !h.over)[one.which];
            if (hold === undefined) continue;
            await archive.release(hold.id, now());
            hold.over = true;
          } else if (one.do === 'back') {
            await seal();
            behind = one.days;
            await seal();
          } else {
            if (behind > 0) behind = 0; // somebody sets it right
            real += one.days;
            const before = await Promise.all(batches.map(({ id }) => archive.opensBatch(id)));
            if (!(await archive.run(now()))) {
              expect(one.days).toBeGreaterThan(6);
              expect(await Promise.all(batches.map(({ id }) => archive.opensBatch(id)))).toEqual(before);
              await archive.confirm(now());
              expect(await archive.run(now())).toBe(true);
            }
            for (const batch of batches) {
              const age = real - batch.real;
              const opens = await archive.opensBatch(batch.id);
              if (age < 30) expect(opens, `batch of ${age} days`).toBe(true);
              if (isHeld(batch.at)) expect(opens || !before[batches.indexOf(batch)], 'held batch').toBe(true);
            }
            for (const { id, at, closed } of warnings) {
              const [row] = await office.query<{ gone: boolean }>(
                'SELECT forgotten_at IS NOT NULL AS gone FROM warning WHERE id = $1',
                [id],
              );
              if (closed === undefined) expect(row?.gone, 'open warning').toBe(false);
              else if (!closed.wrong) {
                const kept = closed.outcome === 'not_matched' ? 90 : 730;
                if (real - closed.real < kept)
                  expect(row?.gone, `closed ${real - closed.real} days`).toBe(false);
                else if (!isHeld(at, id))
                  expect(row?.gone, `due since ${real - closed.real - kept} days`).toBe(true);
              }
              if (row?.gone === false) {
                const answer = await archive.reveal(id, now());
                expect('value' in answer && answer.value?.length, 'what is not forgotten opens').toBe(11);
              }
            }
          }
        }
        // Long after, without holds, nothing of the stream is left.
        for (const hold of holds.filter((h) => !h.over)) await archive.release(hold.id, now());
        for (let days = 0; days < 140; days += 6) {
          real += 6;
          behind = 0;
          if (!(await archive.run(now()))) await archive.confirm(now());
        }
        expect(await archive.run(now())).toBe(true);
        for (const { id } of batches) expect(await archive.opensBatch(id)).toBe(false);
      }),
      { numRuns: 12 },
    );
  }, 240_000);
});
