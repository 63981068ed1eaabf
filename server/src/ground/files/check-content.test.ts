import type { FileExtension } from '@lanzha/contract';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { checkContent, declaredFits } from './check-content.ts';
import { docx, inMemory, jpeg, mp3, mp4, pdf, png, wav, webp, xlsx, zip } from './testing.ts';

const limits = { pixels: 1_000_000, zip: { entries: 100, bytes: 1_000_000, ratio: 100 } };
const check = (extension: FileExtension, content: Buffer) =>
  checkContent(extension, inMemory(content), limits);

const good: readonly [FileExtension, Buffer][] = [
  ['jpg', jpeg()],
  ['jpeg', jpeg()],
  ['png', png()],
  ['webp', webp()],
  ['pdf', pdf()],
  ['docx', docx()],
  ['xlsx', xlsx()],
  ['csv', Buffer.from('姓名,金额\n张某,5000\n')],
  ['txt', iconv.encode('对方说要转到安全账户', 'gb18030')],
  ['mp3', mp3()],
  ['wav', wav()],
  ['m4a', mp4('M4A ')],
  ['m4a', mp4()],
  ['mp4', mp4()],
];

test.each(good)('%s is what it says', async (extension, content) => {
  expect(await check(extension, content)).toBeNull();
});

test('a content under any other extension is refused', async () => {
  for (const [is, content] of good) {
    for (const [says] of good) {
      const same = is === says || [is, says].every((one) => /^(jpe?g|csv|txt|m4a|mp4)$/.test(one));
      if (!same) expect(await check(says, content), `${is} as ${says}`).not.toBeNull();
    }
  }
});

test.each([
  ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
  ['a page', Buffer.from('<html><script>alert(1)</script></html>')],
  ['nothing known', Buffer.from([1, 2, 3, 4])],
])('%s is no picture and no document', async (_, content) => {
  for (const extension of ['jpg', 'png', 'pdf', 'docx', 'mp4'] as const)
    expect(await check(extension, content)).toBe('TYPE_MISMATCH');
});

test('bytes of any kind are judged without an error', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom(...good),
      async (bytes, [extension, base]) => {
        const content = Buffer.concat([
          base.subarray(0, base.length - ((bytes[0] ?? 0) % base.length)),
          Buffer.from(bytes),
        ]);
        const verdict = await check(extension, content);
        expect(verdict === null || typeof verdict === 'string').toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

describe('a text', () => {
  test('with letters that no text has is refused', async () => {
    expect(await check('txt', Buffer.from('a\0b'))).toBe('TYPE_MISMATCH');
    expect(await check('csv', Buffer.from('a\u001b[31mb'))).toBe('TYPE_MISMATCH');
    const late = Buffer.concat([Buffer.alloc(1_100_000, 'a'), Buffer.from([0])]);
    expect(await check('txt', late)).toBe('TYPE_MISMATCH');
  });
});

describe('a picture', () => {
  test('of absurd size is refused by its head alone', async () => {
    expect(await check('png', png(60_000, 60_000))).toBe('IMAGE_TOO_LARGE');
    expect(await check('jpg', jpeg(65_000, 65_000))).toBe('IMAGE_TOO_LARGE');
    expect(await check('png', png(0, 5))).toBe('BROKEN');
    expect(await check('jpg', jpeg().subarray(0, 22))).toBe('BROKEN');
  });
});

describe('a document of an office', () => {
  test.each([
    ['unpacks to far more than it is', docx([{ name: 'word/a.bin', content: Buffer.alloc(900_000) }])],
    ['claims a gigabyte', docx([{ name: 'word/a.xml', claimed: 1 << 30 }])],
    ['has thousands of entries', docx(Array.from({ length: 200 }, (_, n) => ({ name: `word/${n}.xml` })))],
  ])('that %s is refused', async (_, content) => {
    expect(await check('docx', content)).toBe('PACKED_TOO_DENSE');
  });

  test('with macros, a password or a way out of its folder is refused', async () => {
    expect(await check('docx', docx([{ name: 'word/vbaProject.bin' }]))).toBe('MACROS');
    expect(await check('docx', docx([{ name: 'word/x.xml', encrypted: true }]))).toBe('ENCRYPTED');
    expect(await check('docx', docx([{ name: '../../x' }]))).toBe('BROKEN');
    expect(await check('docx', docx([{ name: 'word/document.xml' }]))).toBe('BROKEN');
    expect(await check('docx', zip([{ name: 'word/document.xml' }]))).toBe('TYPE_MISMATCH');
    expect(await check('docx', docx().subarray(0, -10))).toBe('BROKEN');
  });
});

test.each([
  ['jpg', 'image/jpeg', true],
  ['jpg', '', true],
  ['csv', 'application/vnd.ms-excel', true],
  ['pdf', 'Application/PDF; q=1', true],
  ['pdf', 'text/html', false],
  ['png', 'image/svg+xml', false],
  ['txt', 'text/csv', false],
] as const)('%s declared as %j: %s', (extension, declared, fits) => {
  expect(declaredFits(extension, declared)).toBe(fits);
});
