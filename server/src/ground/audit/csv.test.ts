import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

const read = (line: string): string[] => parse(line, { relax_column_count: true })[0] ?? [];

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', "'=1", '＝1', '＋1', '"=1', '%1', '|x'])(
  'a text that starts like a formula becomes text: %j',
  (text) => {
    expect(read(csvLine([text]))).toEqual([`'${text}`]);
  },
);

test('no cell, whatever it holds, starts like a formula or breaks the line', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { minLength: 1, maxLength: 5 }),
      (cells) => {
        const back = read(csvLine(cells));
        expect(back.map((cell, n) => (cell === cells[n] ? cell : cell.slice(1)))).toEqual(cells);
        for (const cell of back) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      },
    ),
  );
});

test('numbers and truth values stand bare, nothing is empty', () => {
  expect(csvLine([1, true, null, 'a"b'])).toBe('1,true,,"a""b"\r\n');
});
