import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A text file of the project; `path` is relative to the root, with slashes. */
export type TextFile = { path: string; text: string };

const ignored = new Set(['node_modules', '.git', '.cache', 'dist', 'coverage', 'data', 'screens', 'seed']);

/** Every file under `root` whose name ends in one of `endings`, without what git ignores. Sorted by path. */
export async function textFiles(root: string, endings: readonly string[], below = ''): Promise<TextFile[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return isIgnored(entry.name, below) ? [] : textFiles(root, endings, path);
      if (!endings.some((ending) => entry.name.endsWith(ending))) return [];
      return [{ path, text: await readFile(join(root, path), 'utf8') }];
    }),
  );
  return found.flat().sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** `data` and `screens` are ignored at the root only: inside a package they are rooms like others. */
function isIgnored(name: string, below: string): boolean {
  if (name === 'data' || name === 'screens') return below === '';
  return ignored.has(name) || name.startsWith('dist.');
}

export const isTest = (path: string) => /\.(test|e2e)\.tsx?$|(^|\/)testing(\.ts$|\/)|^e2e\//.test(path);
