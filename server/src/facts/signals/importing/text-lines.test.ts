import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collect, linesOf } from './testing.ts';

const read = (pieces: string[], lossy = false) => collect(linesOf(pieces, lossy));

test('lines are the same wherever the pieces are cut, with LF or CRLF', async () => {
  const content = fc.string({ unit: fc.constantFrom('a', '字', '"', ' ', '\u2028') });
  await fc.assert(
    fc.asyncProperty(
      fc.array(content, { minLength: 1 }),
      fc.constantFrom('\n', '\r\n'),
      fc.array(fc.nat(9)),
      async (lines, end, cuts) => {
        let text = lines.map((one) => one + end).join('');
        const pieces: string[] = [];
        for (const cut of cuts) {
          pieces.push(text.slice(0, cut));
          text = text.slice(cut);
        }
        const found = await read([...pieces, text]);
        expect(found).toEqual(lines.map((one, index) => ({ line: index + 1, text: one })));
      },
    ),
  );
});

test('the last line needs no end', async () => {
  expect(await read(['a\nb'])).toEqual([
    { line: 1, text: 'a' },
    { line: 2, text: 'b' },
  ]);
});

test('a line of more than a million characters is broken and the next one is not', async () => {
  const [long, next] = await read([...Array.from({ length: 30 }, () => 'x'.repeat(50_000)), 'y\nz\n']);
  expect(long).toMatchObject({ line: 1, text: '', broken: expect.stringContaining('太长') });
  expect(next).toEqual({ line: 2, text: 'z' });
});

test('a replacement character is damage only where the decoder may have put it', async () => {
  expect((await read(['a\uFFFD\n']))[0]).toEqual({ line: 1, text: 'a\uFFFD' });
  expect((await read(['a\uFFFD\n'], true))[0]!.broken).toContain('无法识别的字符');
});
