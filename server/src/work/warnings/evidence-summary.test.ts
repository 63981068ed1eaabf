import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Judged, mergeReasons, summaryOf } from './evidence-summary.ts';

const anyReason = fc.record({
  code: fc.constantFrom('a', 'b', 'c', 'd'),
  text: fc.string(),
  weight: fc.nat(100),
});
const anyJudged: fc.Arbitrary<Judged> = fc.record({
  level: fc.option(fc.nat(3)),
  score: fc.nat(100),
  reasons: fc.array(anyReason),
  at: fc.date({ noInvalidDate: true }),
});

test('each reason once, in its strongest wording, strongest first', () => {
  expect(
    mergeReasons(
      [{ code: 'a', text: '弱', weight: 10 }],
      [
        { code: 'b', text: '中', weight: 20 },
        { code: 'a', text: '强', weight: 90 },
      ],
    ),
  ).toEqual([
    { code: 'a', text: '强', weight: 90 },
    { code: 'b', text: '中', weight: 20 },
  ]);
});

test('more evidence never makes a warning milder', () => {
  fc.assert(
    fc.property(fc.array(anyJudged, { minLength: 1 }), anyJudged, (known, more) => {
      const before = summaryOf(known);
      const after = summaryOf([...known, more]);
      expect(after.level).toBeLessThanOrEqual(before.level);
      expect(after.score).toBeGreaterThanOrEqual(before.score);
      expect(after.lastEvidenceAt.getTime()).toBeGreaterThanOrEqual(before.lastEvidenceAt.getTime());
    }),
  );
});

test('evidence that raised nothing by itself has no say in the level', () => {
  const at = new Date();
  const judged = { score: 10, reasons: [], at };
  expect(
    summaryOf([
      { ...judged, level: 2 },
      { ...judged, level: null },
    ]).level,
  ).toBe(2);
});

test('nothing is no evidence', () => {
  expect(() => summaryOf([])).toThrow(RangeError);
});
