import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AnchorSink } from './anchor.ts';

/** Where `serve` keeps anchors; the office copies this file away (docs/operation.md). */
export function anchorFileIn(dataDir: string): string {
  return join(dataDir, 'anchors', 'audit-anchors.ndjson');
}

const tail = 4096; // an anchor is a few hundred bytes

/** Anchors as lines of a file that only grows. */
export function openAnchorFile(path: string): AnchorSink {
  return {
    name: path,
    async write(_anchor, line) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(path, 'a+', 0o600);
      try {
        const end = await readEnd(file);
        const torn = end !== '' && !end.endsWith('\n'); // a write that lost its power
        await file.appendFile(`${torn ? '\n' : ''}${line}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async last() {
      const file = await open(path, 'r').catch(nothingIfMissing);
      if (file === undefined) return null;
      try {
        return (await readEnd(file)).split('\n').findLast((line) => line.endsWith('}')) ?? null;
      } finally {
        await file.close();
      }
    },
  };
}

async function readEnd(file: FileHandle): Promise<string> {
  const { size } = await file.stat();
  const bytes = Buffer.alloc(Math.min(size, tail));
  await file.read(bytes, 0, bytes.length, size - bytes.length);
  return bytes.toString('utf8');
}

function nothingIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** The lines of an anchor file, with their numbers. @throws the error of the file system when it cannot be read */
export async function* readAnchorFile(path: string): AsyncGenerator<{ number: number; line: string }> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
    number++;
    if (line.trim() !== '') yield { number, line };
  }
}
