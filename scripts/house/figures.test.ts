import fc from 'fast-check';
import { expect, test } from 'vitest';
import { measure, median } from './figures.ts';
import { readSource } from './reading.ts';

const file = (path: string, lines: number) => readSource({ path, text: 'a;\n'.repeat(lines) });

test('lists long files, longest first, and their share of all files', () => {
  const figures = measure([file('a.ts', 400), file('b.ts', 401), file('c.test.ts', 900), file('d.ts', 10)]);
  expect(figures.long).toEqual([
    { path: 'c.test.ts', lines: 900 },
    { path: 'b.ts', lines: 401 },
  ]);
  expect(figures.longShare).toBe(0.5);
});

test('keeps the lines of tests apart from the lines of code', () => {
  expect(measure([file('a.ts', 30), file('a.test.ts', 20)])).toMatchObject({
    codeLines: 30,
    testLines: 20,
    medianLines: 30,
  });
});

test('counts titles that start with should, in any case, as a word', () => {
  const text = `test('should open', f); test('Should shut', f); test('shoulder', f); test('opens', f);`;
  expect(measure([readSource({ path: 'a.test.ts', text })])).toMatchObject({
    titles: 4,
    should: 2,
    tests: 4,
  });
});

test('a project without files has no figures that are not numbers', () => {
  expect(measure([])).toMatchObject({ longShare: 0, anyPerThousand: 0, medianLines: 0 });
});

test('as many numbers lie above the median as below it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (numbers) => {
      const middle = median(numbers);
      const above = numbers.filter((n) => n > middle).length;
      const below = numbers.filter((n) => n < middle).length;
      expect(Math.max(above, below)).toBeLessThanOrEqual(numbers.length / 2);
    }),
  );
});
