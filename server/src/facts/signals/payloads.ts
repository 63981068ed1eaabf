import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Below this a frame costs more time than the seal saves; bytes. */
const worthPacking = 4096;

const fast = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Payloads of a batch as they are sealed: one JSON object a line, as one zstd frame where there is much of it. */
export function packPayloads(lines: readonly string[]): Buffer {
  const plain = Buffer.from(lines.join('\n'));
  return plain.length < worthPacking ? plain : zstdCompressSync(plain, fast);
}

/** The lines again, in their order. What was sealed plain begins with a brace, never with a frame's first bytes. */
export function unpackPayloads(packed: Buffer): string[] {
  const plain = isFrame(packed) ? zstdDecompressSync(packed) : packed;
  return plain.toString().split('\n');
}

const isFrame = (bytes: Buffer) => bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfd2fb528;
