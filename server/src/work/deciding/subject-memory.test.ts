import { emptyState, encodeState, recordEvent } from '@lanzha/engine/scoring';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Subject } from './states.ts';
import { openSubjectMemory } from './subject-memory.ts';
import type { Rank } from './subjects.ts';

/** Few keys, so that they meet in the same slots; alike in the bits that choose the slot. */
const keys = Array.from(
  { length: 12 },
  (_, n) => `0000000${n % 3}-0000-4000-8000-${String(n).padStart(12, '0')}`,
);

/** A row with `events` buckets: some fit a slot, some do not. */
function row(key: string, person: string, version: number, events: number, rank: Rank = 2): Subject {
  const state = emptyState();
  for (let day = 0; day < events; day++) recordEvent(state, 1_000_000 + day * 1440, { calls: day + 1 });
  return {
    key,
    person,
    rank,
    state,
    version,
    place: { block: version * 7, offset: (version % 200) + 1 },
    recalled: false,
    changed: true,
    bytes: encodeState(state),
  };
}
const stored = ({ key, person, rank, state, version, place }: Subject) => ({
  key,
  person,
  rank,
  state,
  version,
  place,
});

const key = fc.constantFrom(...keys);
const act = fc.oneof(
  fc.record({
    kind: fc.constant('keep' as const),
    key,
    person: key,
    version: fc.nat({ max: 2 ** 31 - 1 }),
    events: fc.nat({ max: 28 }),
    rank: fc.constantFrom<Rank>(1, 2, 3),
  }),
  fc.record({ kind: fc.constant('forget' as const), key }),
  fc.record({ kind: fc.constant('recall' as const), key }),
);

describe('rows that were written', () => {
  test('are recalled as they were kept last, or not at all', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
        const memory = openSubjectMemory(8);
        const last = new Map<string, Subject>();
        for (const one of acts) {
          if (one.kind === 'forget') {
            memory.forget([one.key]);
            last.delete(one.key);
          } else if (one.kind === 'keep') {
            const subject = row(one.key, one.person, one.version % 1_000_000, one.events, one.rank);
            memory.keep([subject]);
            last.set(one.key, subject);
          }
          const known = memory.recall(one.key);
          if (known === undefined) continue;
          expect(known).toMatchObject({ recalled: true, changed: false });
          expect(stored(known)).toEqual(stored(last.get(one.key)!));
        }
      }),
    );
  });

  test('are remembered as long as there is room, and forgotten when asked', () => {
    const memory = openSubjectMemory(64);
    const few = keys.slice(0, 4).map((one, n) => row(one, one, n + 1, 1));
    memory.keep(few);
    expect(few.map(({ key: one }) => memory.recall(one)?.version)).toEqual([1, 2, 3, 4]);
    memory.forget([keys[1]!]);
    expect(memory.recall(keys[1]!)).toBeUndefined();
    expect(memory.recall(keys[4]!)).toBeUndefined();
  });

  test('with a long history are remembered until others are kept: the shorter one before is not recalled in its place', () => {
    const memory = openSubjectMemory(64);
    const [own, other] = [keys[0]!, keys[1]!];
    memory.keep([row(own, own, 1, 1)]);
    const long = row(own, own, 2, 29);
    memory.keep([long]);
    const recalled = memory.recall(own)!;
    expect(stored(recalled)).toEqual(stored(long));
    recordEvent(recalled.state, 2_000_000, { calls: 1 });
    expect(stored(memory.recall(own)!)).toEqual(stored(long)); // each gets a copy
    memory.keep([row(other, other, 1, 1)]);
    expect(memory.recall(own)).toBeUndefined();
    memory.keep([long]);
    memory.forget([own]);
    expect(memory.recall(own)).toBeUndefined();
  });

  test('are there for whoever asks while they are being written, until they are kept or forgotten', () => {
    const memory = openSubjectMemory(64);
    const [kept, forgotten] = [keys[0]!, keys[1]!];
    memory.expect([kept, forgotten]);
    expect([kept, forgotten].map((one) => memory.has(one))).toEqual([true, true]);
    expect([kept, forgotten].map((one) => memory.recall(one))).toEqual([undefined, undefined]);
    memory.keep([row(kept, kept, 1, 1)]);
    memory.forget([forgotten]);
    expect([kept, forgotten].map((one) => memory.has(one))).toEqual([true, false]);
    memory.expect([kept]);
    memory.forget([kept]);
    expect(memory.has(kept)).toBe(false);
  });

  test('leave the ones that nobody wrote where they lie', () => {
    const memory = openSubjectMemory(64);
    const own = keys[0]!;
    memory.keep([row(own, own, 1, 1)]);
    const recalled = memory.recall(own)!;
    recalled.version = 99;
    memory.keep([recalled]);
    expect(memory.recall(own)!.version).toBe(1);
  });
});
