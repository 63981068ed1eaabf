import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';

/** The sheets of a workbook as rows of texts, read from its archive as any other program would find it. */
export async function readWorkbook(path: string): Promise<string[][][]> {
  const files = unpacked(await readFile(path));
  return [...files]
    .filter(([name]) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name))
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([, content]) => rowsOf(content().toString()));
}

/** Files of an archive by their central directory: name → content. */
function unpacked(zip: Buffer): Map<string, () => Buffer> {
  const end = zip.lastIndexOf('PK\x05\x06');
  const files = new Map<string, () => Buffer>();
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, size] = [zip.readUInt16LE(at + 10) !== 0, zip.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = zip.readUInt32LE(at + 42);
    files.set(zip.toString('utf8', at + 46, at + 46 + name), () => {
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const bytes = zip.subarray(start, start + size);
      return packed ? inflateRawSync(bytes) : bytes;
    });
    at += 46 + name + extra + comment;
  }
  return files;
}

const rowsOf = (xml: string): string[][] =>
  Array.from(xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs), ([, row = '']) =>
    Array.from(row.matchAll(/<c [^>]*?(?:\/>|>(.*?)<\/c>)/gs), ([, cell = '']) => textOf(cell)),
  );

const textOf = (cell: string): string =>
  Array.from(cell.matchAll(/<(?:v|t)(?: [^>]*)?>(.*?)<\/(?:v|t)>/gs), ([, text = '']) => text)
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
