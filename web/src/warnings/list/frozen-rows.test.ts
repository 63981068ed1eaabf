import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameFrozen, settle, takeIn } from './frozen-rows.ts';

test('a new warning waits at the door, however urgent', () => {
  expect(settle(takeIn(['a', 'b']), ['urgent', 'a', 'b'], false)).toEqual({
    shown: ['a', 'b'],
    waiting: ['urgent'],
  });
});

test('what left the question stays in its place', () => {
  expect(settle(takeIn(['a', 'b', 'c']), ['a', 'c'], false)).toEqual({ shown: ['a', 'b', 'c'], waiting: [] });
});

test('a changed order on the server moves nothing', () => {
  expect(settle(takeIn(['a', 'b', 'c']), ['c', 'a', 'b'], false).shown).toEqual(['a', 'b', 'c']);
});

test('scrolling on appends what follows; what came in between waits', () => {
  expect(settle(takeIn(['a', 'b']), ['new', 'a', 'b', 'c', 'd'], true)).toEqual({
    shown: ['a', 'b', 'c', 'd'],
    waiting: ['new'],
  });
});

test('taking in shows the order of the server', () => {
  expect(takeIn(['new', 'a']).shown).toEqual(['new', 'a']);
});

const ids = fc.uniqueArray(fc.nat(60).map(String), { maxLength: 40 });
test('whatever the server answers, shown rows keep their places and nothing is shown twice or lost', () => {
  fc.assert(
    fc.property(ids, fc.array(fc.tuple(ids, fc.boolean()), { maxLength: 8 }), (first, answers) => {
      let now = takeIn(first);
      for (const [fresh, further] of answers) {
        const next = settle(now, fresh, further);
        expect(next.shown.slice(0, now.shown.length)).toEqual(now.shown);
        if (!further) expect(next.shown).toEqual(now.shown);
        expect(new Set(next.shown).size).toBe(next.shown.length);
        expect(new Set([...next.shown, ...next.waiting])).toEqual(new Set([...now.shown, ...fresh]));
        expect(sameFrozen(next, settle(next, fresh, false))).toBe(true);
        now = next;
      }
    }),
  );
});
