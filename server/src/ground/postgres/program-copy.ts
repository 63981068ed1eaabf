import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { PostgresLog } from './events.ts';

const NEEDLESS = new Set(['pkgconfig', 'pgxs', 'include']);

/**
 * A copy of the package's `native` folder in the first of `places` that takes it, named after its
 * version and used again by the next start. Owned by us and written by nobody else: as root we
 * start programs from there. Undefined when no place takes it.
 */
export async function copyPrograms(
  native: string,
  places: readonly string[],
  log: PostgresLog,
): Promise<string | undefined> {
  const version = await packageVersion(native);
  for (const place of places) {
    const folder = join(place, `postgresql-${version}-${process.platform}-${process.arch}`);
    if (await isGoodCopy(native, folder)) return join(folder, 'native');
    try {
      await copy(native, folder);
    } catch {
      continue;
    }
    if (!(await isGoodCopy(native, folder))) continue;
    log({ kind: 'programs-copied', folder });
    return join(folder, 'native');
  }
  return undefined;
}

async function copy(native: string, folder: string): Promise<void> {
  const draft = `${folder}.${process.pid}`;
  await mkdir(dirname(folder), { recursive: true, mode: 0o755 });
  try {
    await mkdir(draft, { mode: 0o755 });
    await cp(native, join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !NEEDLESS.has(basename(source)) && extname(source) !== '.a',
    });
    await closeToOthers(draft);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Readable for all, writable for the owner, whatever umask and package said. */
async function closeToOthers(root: string): Promise<void> {
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    await chmod(path, entry.isDirectory() || basename(entry.parentPath) === 'bin' ? 0o755 : 0o644);
  }
  await chmod(root, 0o755);
}

/** Ours, closed to others, and complete: a power failure after the rename can leave empty files. */
async function isGoodCopy(native: string, folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  if (!found?.isDirectory()) return false;
  const me = process.getuid?.();
  if (me !== undefined && (found.uid !== me || (found.mode & 0o022) !== 0)) return false;
  const sources = ['bin', 'lib', join('lib', 'postgresql'), join('share', 'postgresql')];
  for (const part of sources) {
    for (const entry of await readdir(join(native, part), { withFileTypes: true })) {
      if (!entry.isFile() || extname(entry.name) === '.a') continue;
      const [from, to] = await Promise.all([
        lstat(join(native, part, entry.name)),
        lstat(join(folder, 'native', part, entry.name)).catch(() => undefined),
      ]);
      if (to?.size !== from.size) return false;
    }
  }
  return true;
}

async function packageVersion(native: string): Promise<string> {
  const about: unknown = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8'));
  const version = typeof about === 'object' && about !== null ? Reflect.get(about, 'version') : undefined;
  return typeof version === 'string' ? version.replace(/[^\w.-]/g, '_') : 'unknown';
}
