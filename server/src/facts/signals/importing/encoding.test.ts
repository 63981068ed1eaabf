import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodedText, detectEncoding } from './encoding.ts';
import { scratchFiles } from './testing.ts';

const file = scratchFiles();
const write = (bytes: Buffer) => file('file.txt', bytes);

async function textOf(path: string): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of decodedText(path, await detectEncoding(path))) pieces.push(piece);
  return pieces.join('');
}

const line = '尊敬的客户,您的快递「顺丰」已到;€100 ①';
const mark = (bytes: number[]) => (text: Buffer) => Buffer.concat([Buffer.from(bytes), text]);

describe('the encoding of a file', () => {
  test.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with its mark', (text: string) => mark([0xef, 0xbb, 0xbf])(Buffer.from(text))],
    ['GB18030', (text: string) => iconv.encode(text, 'gb18030')],
    ['UTF-16, little end first', (text: string) => mark([0xff, 0xfe])(iconv.encode(text, 'utf-16le'))],
    ['UTF-16, big end first', (text: string) => mark([0xfe, 0xff])(iconv.encode(text, 'utf-16be'))],
  ])('is recognised: %s', async (_, encode) => {
    const text = `${line}\r\n${'长'.repeat(300_000)}\n${line}`;
    expect(await textOf(write(encode(text)))).toBe(text);
  });

  test('of any text that GB18030 can say leads back to the text', async () => {
    const chinese = fc.string({
      unit: fc.constantFrom(...'一丁七万丈三上下不与丐丑专且世,。!「」0123abc \n€𠮷㐀'),
    });
    await fc.assert(
      fc.asyncProperty(chinese, async (words) => {
        const text = `${words}\n编号,时间,手机号,内容\n`;
        expect(await textOf(write(iconv.encode(text, 'gb18030')))).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  test('stays UTF-8 when one line of many is damaged', async () => {
    const damaged = Buffer.concat([
      Buffer.from(`${line}\n${line}\n`),
      Buffer.from([0xc4, 0xe3, 0x0a]),
      Buffer.from(line),
    ]);
    const path = write(damaged);
    expect(await detectEncoding(path)).toEqual({ name: 'utf8', lossy: true });
    expect((await textOf(path)).split('\n').map((one) => one === line)).toEqual([true, true, false, true]);
  });

  test('of something that is no text is refused', async () => {
    await expect(detectEncoding(write(Buffer.from('a\0b')))).rejects.toThrow('这不是文本文件');
  });
});
