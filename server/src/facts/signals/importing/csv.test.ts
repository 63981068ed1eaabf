import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRows, sniffDelimiter } from './csv.ts';
import { collect, linesOf } from './testing.ts';

function read(text: string, pieceLength = 7) {
  const pieces = Array.from({ length: Math.ceil(text.length / pieceLength) }, (_, n) =>
    text.slice(n * pieceLength, (n + 1) * pieceLength),
  );
  return collect(csvRows(linesOf(pieces)));
}

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

test('what was written as CSV is read again: quotes, line ends, delimiters inside of cells', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '字', '"', ',', ';', '\t', '\n', ' ', "'") });
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }));
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      async (rows, delimiter, end) => {
        const header = Array.from({ length: rows[0]!.length }, (_, n) => `列${n}`);
        const text = [header, ...rows].map((row) => row.map(quote).join(delimiter) + end).join('');
        const found = await read(text, 11);
        expect(found.map(({ cells }) => cells)).toEqual([header, ...rows]);
      },
    ),
  );
});

describe('reading CSV', () => {
  test('a record is known by its first line; blank lines are no records', async () => {
    const found = await read('a,b\n\n1,"x\ny"\n  \n2,z\n');
    expect(found.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [3, '1', 'x\ny'],
      [6, '2', 'z'],
    ]);
  });

  test('quotes inside of a cell without quotes are part of it', async () => {
    expect((await read('a,b\n1,点击"确认"继续\n'))[1]!.cells).toEqual(['1', '点击"确认"继续']);
  });

  test('a quote that nothing closes costs its own line alone', async () => {
    const found = await read('a,b,c\n1,"open,3\n4,5,6\n7,"8",9\n');
    expect(found.map(({ line, broken }) => [line, broken === undefined])).toEqual([
      [1, true],
      [2, false],
      [3, true],
      [4, true],
    ]);
    expect(found[1]!.broken).toContain('引号没有成对');
  });

  test('lines after an open quote are not swallowed by the next quote', async () => {
    const found = await read('id,text,n\n1,"open,1\n2,b,2\n3,"c",3\n4,d"e,4\n5,f,5\n');
    expect(found.filter(({ broken }) => broken === undefined).map(({ cells }) => cells[0])).toEqual([
      'id',
      '2',
      '3',
      '5',
    ]);
  });

  test.each([
    ['a,b,c\n', ','],
    ['a;b;c\n"x,y,z,u,v";2;3\n', ';'],
    ['a\tb\tc\n', '\t'],
    ['single\n', ','],
  ])('the delimiter of %j is %j', (text, delimiter) => {
    const lines = text.split('\n').map((one, index) => ({ line: index + 1, text: one }));
    expect(sniffDelimiter(lines)).toBe(delimiter);
  });
});
