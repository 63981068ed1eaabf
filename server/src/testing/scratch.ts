import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const inMemory = '/dev/shm';
/** Bytes that databases, their logs and backups of a whole run take at most, with room to spare. */
const roomy = 12 * 1024 ** 3;

/**
 * The temporary folder of a run: of this process and of all that it starts. Where Linux keeps files in memory and has plenty of it,
 * it lies there: tests make thousands of files a minute that the product flushes one by one, and a disk would only make them wait.
 * What node has compiled is kept in it for the many commands that tests run.
 * @returns what removes it
 */
export async function takeScratch(): Promise<() => void> {
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(join(hasRoomInMemory() ? inMemory : tmpdir(), 'lanzha-run-'));
  await chmod(folder, 0o755); // PostgreSQL runs as another user when root tests
  process.env.TMPDIR = folder;
  process.env.NODE_COMPILE_CACHE = join(folder, 'compiled');
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    delete process.env.NODE_COMPILE_CACHE;
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}

function hasRoomInMemory(): boolean {
  if (process.platform !== 'linux' || freemem() < roomy) return false;
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize >= roomy;
  } catch {
    return false;
  }
}
