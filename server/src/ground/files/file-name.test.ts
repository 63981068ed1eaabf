import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attachmentHeader, cleanFileName, extensionOf } from './file-name.ts';

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '..',
        '/',
        '\\',
        '\r\n',
        '\0',
        '"',
        ';',
        '%2f',
        '\u202e',
        '照片',
        '.jpg',
        'a',
        ' ',
        '.',
        '\u200b',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);

describe('a name that people gave', () => {
  test('harms no path, no header and no eye, whatever it was', () => {
    fc.assert(
      fc.property(nasty, (name) => {
        const clean = cleanFileName(name);
        expect(clean).not.toMatch(/[/\\:*?"<>|%;\p{Cc}\p{Cf}]/u);
        expect(clean).not.toMatch(/^\.|[. ]$/);
        expect([...clean].length).toBeLessThanOrEqual(120);
        expect(clean.length).toBeGreaterThan(0);
        expect(clean).toBe(clean.normalize('NFC'));
      }),
      { numRuns: 2_000 },
    );
  });

  test('has no letter that turns into a harmful one when it is composed', () => {
    expect(cleanFileName('a\u037eb.jpg')).toBe('a_b.jpg');
  });

  test('is left as it is once it is clean', () => {
    fc.assert(
      fc.property(nasty, (name) => {
        expect(cleanFileName(cleanFileName(name))).toBe(cleanFileName(name));
      }),
    );
  });

  test('goes into a header as one line of ASCII, and comes out whole', () => {
    fc.assert(
      fc.property(nasty, (name) => {
        const header = attachmentHeader(name);
        expect(header).toMatch(
          /^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.~%$&+^`|{}#!-]*$/,
        );
        expect(header.match(/"/g)).toHaveLength(2);
        const whole = header.slice(header.indexOf("UTF-8''") + 7);
        expect(decodeURIComponent(whole)).toBe(cleanFileName(name));
      }),
    );
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\li\\照片.JPG', '照片.JPG'],
    ['报案\u202egpj.exe', '报案gpj.exe'],
    ['...', '附件'],
    ['a"b;c.pdf', 'a_b_c.pdf'],
    ['.env', 'env'],
    ['', '附件'],
  ])('%j becomes %s', (given, clean) => expect(cleanFileName(given)).toBe(clean));

  test('keeps its extension when it is cut', () => {
    expect(cleanFileName(`${'很'.repeat(300)}.docx`)).toMatch(/很\.docx$/);
  });
});

test.each([
  ['a.JPG', 'jpg'],
  ['a.tar.xlsx', 'xlsx'],
  ['a.exe', null],
  ['a.svg', null],
  ['jpg', null],
  ['a.constructor', null],
  ['a.jpg ', null],
])('%s may come in as %s', (name, extension) => expect(extensionOf(name)).toBe(extension));
