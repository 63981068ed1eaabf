import { type FileHandle, open } from 'node:fs/promises';
import { type DataKey, SealBroken, seal, unseal } from '../vault/index.ts';

/** Plain bytes of a block. Each block is sealed by itself, bound to its number and to being the last or not. */
export const blockBytes = 65_536;
const overhead = 48; // nonce and tag of a seal

const contextOf = (block: number, last: boolean) => `file/${block}/${last ? 'last' : 'more'}`;

/** Writes a new file block by block; the key belongs to this one file, so blocks of two files cannot be exchanged. */
export interface SealedWriter {
  write(bytes: Buffer): Promise<void>;
  /** Writes the rest and waits until the disk has all of it. */
  finish(): Promise<void>;
  /** Closes without finishing; harmless after finish. */
  close(): Promise<void>;
}

export async function createSealed(path: string, key: DataKey, flags = 'wx'): Promise<SealedWriter> {
  const file = await open(path, flags, 0o600);
  let waiting: Buffer[] = [];
  let held = 0;
  let block = 0;
  let closed = false;
  const close = async () => {
    if (!closed) await file.close();
    closed = true;
  };
  const put = async (plain: Buffer, last: boolean) => {
    await writeAll(file, seal(key, plain, contextOf(block, last)));
    block += 1;
  };
  return {
    async write(bytes) {
      waiting.push(bytes);
      held += bytes.length;
      if (held <= blockBytes) return;
      let all = Buffer.concat(waiting);
      // One block always stays back: only the end shows which is the last.
      for (; all.length > blockBytes; all = all.subarray(blockBytes))
        await put(all.subarray(0, blockBytes), false);
      waiting = [all];
      held = all.length;
    },
    async finish() {
      await put(Buffer.concat(waiting), true);
      await file.sync();
      await close();
    },
    close,
  };
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
}

/** Reads a sealed file from anywhere. Every byte given out was checked. */
export interface SealedReader {
  readonly bytes: number;
  /** Up to `length` bytes from `offset`; fewer at the end. @throws SealBroken */
  read(offset: number, length: number): Promise<Buffer>;
  stream(): AsyncGenerator<Buffer, void>;
  close(): Promise<void>;
}

/** @param bytes how long the plain content is, as the database knows it: a shortened file breaks */
export async function openSealed(path: string, key: DataKey, bytes: number): Promise<SealedReader> {
  const file = await open(path, 'r');
  const blocks = Math.max(1, Math.ceil(bytes / blockBytes));
  const readBlock = async (block: number): Promise<Buffer> => {
    const last = block === blocks - 1;
    const length = (last ? bytes - block * blockBytes : blockBytes) + overhead;
    const sealed = Buffer.alloc(length);
    const { bytesRead } = await file.read(sealed, 0, length, block * (blockBytes + overhead));
    if (bytesRead < length) throw new SealBroken('the file is shorter than it was');
    return unseal(key, sealed, contextOf(block, last));
  };
  return {
    bytes,
    async read(offset, length) {
      const end = Math.min(offset + length, bytes);
      if (offset >= end) return Buffer.alloc(0);
      const first = Math.floor(offset / blockBytes);
      const parts: Buffer[] = [];
      for (let block = first; block * blockBytes < end; block++) parts.push(await readBlock(block));
      const from = offset - first * blockBytes;
      return Buffer.concat(parts).subarray(from, from + end - offset);
    },
    async *stream() {
      for (let block = 0; block < blocks; block++) yield await readBlock(block);
    },
    close: () => file.close(),
  };
}
