import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Truth } from '@lanzha/engine/drill';

/** Beside the database, for its owner alone. */
export const truthFileIn = (dataDir: string): string => join(dataDir, 'drill-truth.ndjson');

/** What really went on, written as it goes on. */
export interface TruthFile {
  add(...records: readonly Truth[]): void;
  /** Writes what was added. */
  flush(): Promise<void>;
}

export function openTruthFile(path: string): TruthFile {
  let waiting: string[] = [];
  return {
    add(...records) {
      for (const record of records) waiting.push(`${JSON.stringify(record)}\n`);
    },
    async flush() {
      const lines = waiting;
      waiting = [];
      if (lines.length > 0) await appendFile(path, lines.join(''), { mode: 0o600 });
    },
  };
}

/** All records; null when there is no such file. A last line that was cut off by a crash is left out. */
export async function readTruth(path: string): Promise<Truth[] | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const lines = text.split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Truth);
}
