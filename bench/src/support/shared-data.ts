import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Public sets for measuring lie beside the project and are no part of it; `LANZHA_DATA` names another place. */
const folder = process.env.LANZHA_DATA ?? join(import.meta.dirname, '../../../../shared/data');

/** The lines of a set, or null with one clear line on stderr when it is not on this machine. */
export async function sharedLines<T>(path: string): Promise<T[] | null> {
  const text = await readFile(join(folder, path), 'utf8').catch(() => null);
  if (text === null) {
    console.error(`${join(folder, path)} is not here: what needs it is left out.`);
    return null;
  }
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);
}
