import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findClashes, findGaps, type Span } from './roster-check.ts';

const window = { from: 0, to: 100 };
const span: fc.Arbitrary<Span> = fc
  .record({
    id: fc.uuid(),
    person: fc.constantFrom('a', 'b', 'c'),
    post: fc.constantFrom('desk', 'other'),
    role: fc.constantFrom('A' as const, 'B' as const),
    from: fc.integer({ min: -20, max: 110 }),
    length: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ length, ...rest }) => ({ ...rest, to: rest.from + length }));
const spans = fc.uniqueArray(span, { maxLength: 12, selector: ({ id }) => id });

test('every minute of the week either has an A or lies in one gap', () => {
  fc.assert(
    fc.property(spans, (all) => {
      const gaps = findGaps(all, window);
      for (let at = window.from; at < window.to; at++) {
        const kept = all.some(({ role, from, to }) => role === 'A' && from <= at && at < to);
        const inGaps = gaps.filter(({ from, to }) => from <= at && at < to).length;
        expect(inGaps).toBe(kept ? 0 : 1);
      }
    }),
  );
});

test('two shifts clash exactly when they overlap and share a person, or the role of a desk', () => {
  fc.assert(
    fc.property(spans, (all) => {
      const found = new Set(findClashes(all).map(({ shifts }) => shifts.toSorted().join()));
      for (const one of all)
        for (const other of all) {
          if (one.id >= other.id) continue;
          const overlap = one.from < other.to && other.from < one.to;
          const shared = one.person === other.person || (one.post === other.post && one.role === other.role);
          expect(found.has([one.id, other.id].toSorted().join())).toBe(overlap && shared);
        }
    }),
  );
});

test('one that ends when the next begins is no clash and leaves no gap', () => {
  const day: Span = { id: '1', person: 'a', post: 'desk', role: 'A', from: 0, to: 50 };
  const night: Span = { ...day, id: '2', person: 'b', from: 50, to: 100 };
  expect(findClashes([night, day])).toEqual([]);
  expect(findGaps([night, day], window)).toEqual([]);
});
