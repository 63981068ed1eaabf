// `node scripts/lockfile.ts` after every `npm install`: puts back what npm drops from package-lock.json when its
// registry lacks packages for other systems. `--check` only tells whether something is missing.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { completeLockfile, type Lockfile } from './lockfile/complete.ts';

const file = join(
  process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? join(import.meta.dirname, '..'),
  'package-lock.json',
);
const lock = JSON.parse(await readFile(file, 'utf8')) as Lockfile;
const added = completeLockfile(lock, { os: process.platform, cpu: process.arch });
for (const place of added) console.log(`missing: ${place}`);
if (process.argv.includes('--check')) {
  if (added.length > 0) console.error('Run: node scripts/lockfile.ts');
  process.exitCode = added.length > 0 ? 1 : 0;
} else if (added.length > 0) {
  await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
}
