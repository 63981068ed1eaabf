import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll } from 'vitest';
import type { ImportedLine } from './check-drafts.ts';
import { readSignalFile } from './read-signal-file.ts';
import { type TextLine, textLines } from './text-lines.ts';

/** All that a stream of blocks gives, in order. */
export async function collect<T>(blocks: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const block of blocks) all.push(...block);
  return all;
}

export const linesOf = (pieces: readonly string[], lossy = false): AsyncGenerator<TextLine[]> =>
  textLines(Readable.from(pieces) as AsyncIterable<string>, lossy);

/** Writes files into a folder of the calling test file, removed after its last test. */
export function scratchFiles(): (name: string, content: string | Buffer) => string {
  const folder = mkdtempSync(join(tmpdir(), 'lanzha-import-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}

/** Reads a file as the importer does, on 1 December 2026. */
export async function readAll(path: string): Promise<{ lines: ImportedLine[]; notices: string[] }> {
  const notices: string[] = [];
  const limits = () => ({ now: Date.parse('2026-12-01T00:00:00Z'), futureTolerance: 300_000 });
  const lines = await collect(readSignalFile(path, { limits, notice: (sentence) => notices.push(sentence) }));
  return { lines, notices };
}
