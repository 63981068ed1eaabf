import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createZstdDecompress } from 'node:zlib';
import { digestOf, pack, syncFolder } from './copies.ts';
import { BackupError } from './manifest.ts';

/** Names of log segments: timeline, log number, segment within it; eight hex digits each. */
export const segmentName = /^[0-9A-F]{24}$/;

/** Segments are of 16 MB, as the cluster was made. */
const segmentBytes = 16 * 1024 * 1024;
const pageBytes = 8192;
const perLog = 0x1_0000_0000n / BigInt(segmentBytes);

const numberOf = (segment: string) =>
  BigInt(`0x${segment.slice(8, 16)}`) * perLog + BigInt(`0x${segment.slice(16)}`);

/** A position of the log as PostgreSQL prints it (`16/B374D848`), in bytes since its beginning. */
export function positionOf(lsn: string): bigint {
  const [high = '0', low = '0'] = lsn.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/**
 * Segments that are on the disk in full once everything up to `flushed` is.
 * @returns the last one's name, and where the next begins, as PostgreSQL prints it
 */
export function wholeUpTo(flushed: string, timeline: string): { last: string; next: string } {
  const number = positionOf(flushed) / BigInt(segmentBytes); // of the segment that is being written
  const hex = (value: bigint) => value.toString(16).toUpperCase().padStart(8, '0');
  const before = number - 1n;
  const at = number * BigInt(segmentBytes);
  return {
    last: `${timeline}${hex(before / perLog)}${hex(before % perLog)}`,
    next: `${(at >> 32n).toString(16)}/${(at & 0xffff_ffffn).toString(16)}`.toUpperCase(),
  };
}

/** The first page of a segment begins with a long header (access/xlog_internal.h): among others whose log it is. */
export function headOf(page: Buffer): { system: string } {
  return { system: page.readBigInt64LE(24).toString() };
}

/**
 * Whether the last page may be the end of this segment: each page says where it stands in the log, one behind a closing by hand
 * is empty, and one of a file that was used before says what it was.
 */
async function mayBeWhole(path: string, name: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const page = Buffer.alloc(16);
    const { bytesRead } = await file.read(page, 0, 16, segmentBytes - pageBytes);
    const found = page.readBigUInt64LE(8);
    const expected = (numberOf(name) + 1n) * BigInt(segmentBytes) - BigInt(pageBytes);
    return bytesRead === 16 && (found === expected || found === 0n);
  } finally {
    await file.close();
  }
}

/** Copies that were compared with what they are of: by name, which file of the folder it was. */
export type Compared = Map<string, string>;

/**
 * Copies log segments that are not there yet; those that are there must be the same.
 * @param compared what need not be compared again; grows
 * @throws BackupError when one is gone already, not written in full, or there with another content
 */
export async function copySegments(
  from: string,
  to: string,
  first: string,
  last: string,
  compared: Compared = new Map(),
): Promise<number> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const names = (await readdir(from)).filter(
    (name) => segmentName.test(name) && name >= first && name <= last,
  );
  const histories = (await readdir(from)).filter((name) => /^[0-9A-F]{8}\.history$/.test(name));
  let copied = 0;
  for (const name of compared.keys()) if (!names.includes(name)) compared.delete(name);
  for (const name of [...histories, ...names.sort()]) {
    const packed = join(to, `${name}.zst`);
    const path = join(from, name);
    const found = await stat(packed).catch(() => undefined);
    if (found !== undefined) {
      const file = `${found.ino} ${found.mtimeMs}`;
      if (compared.get(name) !== file && !(await isCopyOf(packed, path))) throw otherContent(name);
      compared.set(name, file);
      continue;
    }
    const gone = () => new BackupError('数据库日志在拷贝之前已被清理,这次备份不完整。请重做一次。');
    if (segmentName.test(name)) {
      const whole = await mayBeWhole(path, name).catch((error: NodeJS.ErrnoException) => {
        throw error.code === 'ENOENT' ? gone() : error;
      });
      if (!whole) throw new BackupError(`数据库日志 ${name} 还没有写完,这次没有拷贝,稍后会再拷贝。`);
    }
    if ((await pack(path, packed)) === undefined) throw gone();
    copied++;
  }
  await syncFolder(to);
  return copied;
}

async function isCopyOf(packed: string, path: string): Promise<boolean> {
  const read = createReadStream(packed, { highWaterMark: 1 << 20 });
  const plain = createReadStream(path, { highWaterMark: 1 << 20 });
  const [copy, original] = await Promise.all([
    digestOf(read, createZstdDecompress({ chunkSize: 1 << 20 })).catch(() => 'cannot be unpacked'),
    digestOf(plain).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return undefined; // the server needed it no longer
    }),
  ]);
  return original === undefined || copy === original;
}

const otherContent = (name: string) =>
  new BackupError(
    `备份目录里已有同名的数据库日志 ${name},内容却不同:另一份系统写过这个目录,或那个文件已损坏。日志和备份都不再往里写。请另指定一个空目录;原来的目录请留着。`,
  );
