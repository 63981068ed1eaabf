import type { SealedReader } from './sealed-file.ts';

/** Pixels as the file's own head declares them; null when it declares none. Nothing is decoded. */
export type ImageSize = { width: number; height: number } | null;

export async function imageSize(
  type: string,
  file: Pick<SealedReader, 'read' | 'bytes'>,
): Promise<ImageSize> {
  if (type === 'image/png') return pngSize(await file.read(0, 24));
  if (type === 'image/webp') return webpSize(await file.read(0, 30));
  return jpegSize(file);
}

function pngSize(head: Buffer): ImageSize {
  if (head.length < 24 || head.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

function webpSize(head: Buffer): ImageSize {
  if (head.length < 30) return null;
  const kind = head.toString('latin1', 12, 16);
  if (kind === 'VP8X') return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  if (kind === 'VP8 ')
    return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
  if (kind !== 'VP8L') return null;
  const bits = head.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

const maxMarkers = 2_000;
/** Start of a frame, of any kind; C4, C8 and CC are something else. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

async function jpegSize(file: Pick<SealedReader, 'read' | 'bytes'>): Promise<ImageSize> {
  let at = 2;
  for (let count = 0; count < maxMarkers && at + 9 < file.bytes; count++) {
    const head = await file.read(at, 9);
    const marker = head[1] ?? 0;
    if (head[0] !== 0xff) return null;
    if (marker === 0xff) {
      at += 1; // padding
      continue;
    }
    if (isFrame(marker)) return { height: head.readUInt16BE(5), width: head.readUInt16BE(7) };
    if (marker === 0xda || marker === 0xd9) return null;
    const length = head.readUInt16BE(2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}
