import { deflateRawSync } from 'node:zlib';

/** Small files of each kind, made by hand: just enough of each format to be what they claim. */
const u16 = (n: number) => Buffer.from([n & 255, (n >> 8) & 255]);
const u32 = (n: number) => Buffer.concat([u16(n & 0xffff), u16(Math.floor(n / 65_536))]);

export interface ZipEntry {
  name: string;
  content?: Buffer;
  /** What the list of contents claims, if not the truth. */
  claimed?: number;
  encrypted?: true;
}

export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, content = Buffer.from('x'), claimed = content.length, encrypted } of entries) {
    const packed = deflateRawSync(content);
    const title = Buffer.from(name);
    const flags = u16(encrypted ? 1 : 0);
    const sizes = Buffer.concat([u32(0), u32(packed.length), u32(claimed), u16(title.length), u16(0)]);
    const local = Buffer.concat([u32(0x04034b50), u16(20), flags, u16(8), u32(0), sizes, title, packed]);
    list.push(
      Buffer.concat([u32(0x02014b50), u16(20), u16(20), flags, u16(8), u32(0), sizes]),
      Buffer.concat([u16(0), u16(0), u16(0), u32(0), u32(offset), title]),
    );
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(list);
  const end = [
    u32(0x06054b50),
    u32(0),
    u16(entries.length),
    u16(entries.length),
    u32(directory.length),
    u32(offset),
  ];
  return Buffer.concat([...locals, directory, ...end, u16(0)]);
}

const office = [{ name: '[Content_Types].xml' }, { name: '_rels/.rels' }];
export const docx = (more: readonly ZipEntry[] = []) =>
  zip([...office, { name: 'word/document.xml' }, ...more]);
export const xlsx = () => zip([...office, { name: 'xl/workbook.xml' }]);

/** A picture of one colour; the head may claim other sizes. */
export function png(width = 1, height = 1): Buffer {
  const tiny = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  tiny.writeUInt32BE(width, 16);
  tiny.writeUInt32BE(height, 20);
  return tiny;
}

export function jpeg(width = 640, height = 480): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16BE(height, 0);
  size.writeUInt16BE(width, 2);
  const app0 = Buffer.from([0xff, 0xe0, 0, 16, ...Buffer.from('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]);
  const frame = Buffer.concat([Buffer.from([0xff, 0xc0, 0, 11, 8]), size, Buffer.from([1, 1, 0x11, 0])]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), app0, frame, Buffer.from([0xff, 0xd9])]);
}

export const webp = () =>
  Buffer.concat([
    Buffer.from('RIFF'),
    u32(22),
    Buffer.from('WEBPVP8X'),
    u32(10),
    Buffer.from([0, 0, 0, 0, 99, 0, 0, 49, 0, 0]),
  ]);
export const pdf = () => Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
export const wav = () =>
  Buffer.concat([Buffer.from('RIFF'), u32(36), Buffer.from('WAVEfmt '), Buffer.alloc(28)]);
export const mp4 = (brand = 'isom') =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}`),
    Buffer.alloc(4),
    Buffer.from('isommp42'),
  ]);
export const mp3 = () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(600)]);

/** As if it lay in the store. */
export const inMemory = (content: Buffer) => ({
  bytes: content.length,
  read: async (offset: number, length: number) => content.subarray(offset, offset + length),
});
