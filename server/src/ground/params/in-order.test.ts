import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Span, standsAbove } from './in-order.ts';

const spans = fc.array(
  fc.record({ from: fc.integer({ min: 0, max: 20 }), value: fc.integer({ min: 0, max: 9 }) }),
  {
    maxLength: 5,
  },
);
const since = (value: number, more: readonly Span[]): Span[] => [
  { from: Number.NEGATIVE_INFINITY, value },
  ...more,
];

test('one stands above another exactly if it does at each instant from now on, asked one by one', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), spans, spans, fc.nat(20), (high, low, upper, lower, now) => {
      const [above, below] = [since(high, upper), since(low, lower)];
      const at = (list: readonly Span[], time: number) =>
        list.filter(({ from }) => from <= time).reduce((best, one) => (one.from >= best.from ? one : best))
          .value;
      let always = true;
      for (let time = now; time <= 21; time++) if (at(above, time) <= at(below, time)) always = false;
      expect(standsAbove(above, below, now)).toBe(always);
    }),
  );
});
