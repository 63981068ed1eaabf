import type { UploadRefusal } from './refusals.ts';
import type { SealedReader } from './sealed-file.ts';

export interface ZipLimits {
  /** Entries, bytes unpacked, and how many times the packed size those may be. */
  readonly entries: number;
  readonly bytes: number;
  readonly ratio: number;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const maxDirectory = 4 << 20;

/** Reads the list of contents at the end of a zip; unpacks nothing. @returns the names, or why it is not taken */
export async function readZipNames(
  file: Pick<SealedReader, 'read' | 'bytes'>,
  limits: ZipLimits,
): Promise<ReadonlySet<string> | UploadRefusal> {
  const tail = await file.read(Math.max(0, file.bytes - 65_557), 65_557);
  const end = findEnd(tail);
  if (end === null) return 'BROKEN';
  const count = tail.readUInt16LE(end + 10);
  const size = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  // 0xffff means zip64 or a lie; a document of an office needs neither.
  if (count > limits.entries || count === 0xffff) return 'PACKED_TOO_DENSE';
  if (size > maxDirectory || offset + size > file.bytes) return 'BROKEN';
  return readEntries(await file.read(offset, size), count, file.bytes, limits);
}

function findEnd(tail: Buffer): number | null {
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) === endMark && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return at;
  }
  return null;
}

function readEntries(
  directory: Buffer,
  count: number,
  fileBytes: number,
  { bytes, ratio }: ZipLimits,
): ReadonlySet<string> | UploadRefusal {
  const names = new Set<string>();
  let packed = 0;
  let unpacked = 0;
  let at = 0;
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entryMark) return 'BROKEN';
    if ((directory.readUInt16LE(at + 8) & 1) === 1) return 'ENCRYPTED';
    packed += directory.readUInt32LE(at + 20);
    unpacked += directory.readUInt32LE(at + 24);
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    if (nameEnd > directory.length) return 'BROKEN';
    const name = directory.toString('utf8', at + 46, nameEnd);
    if (names.has(name) || /^[/\\]|\.\.|\\/.test(name)) return 'BROKEN';
    names.add(name);
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  // Entries that share packed bytes add up to more than the file: the bomb that no ratio of one entry shows.
  const dense = unpacked > bytes || unpacked > fileBytes * ratio || packed > fileBytes;
  return dense ? 'PACKED_TOO_DENSE' : names;
}
