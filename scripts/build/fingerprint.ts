import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const ignored = new Set(['node_modules', 'dist', '.cache']);
const isTest = (name: string) => /\.test\.tsx?$/.test(name);
/** Folders that a build makes beside its output while it runs. */
const isScratch = (name: string) => name.startsWith('dist.');

/** SHA-256 (hex) over the names and contents of files and folders under `root`; a missing one counts as absent. */
export async function fingerprint(root: string, inputs: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of await filesUnder(root, input)) {
      const content = await readFile(join(root, file));
      hash.update(`\n${file}\n${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex');
}

async function filesUnder(root: string, path: string): Promise<string[]> {
  const found = await stat(join(root, path)).catch(() => null);
  if (found === null) return [];
  if (!found.isDirectory()) return [path];
  const names = (await readdir(join(root, path))).sort();
  const kept = names.filter((name) => !ignored.has(name) && !isTest(name) && !isScratch(name));
  return (await Promise.all(kept.map((name) => filesUnder(root, `${path}/${name}`)))).flat();
}
