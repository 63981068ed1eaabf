import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { listKept, openStore } from './store.ts';

const folder = await mkdtemp(join(tmpdir(), 'lanzha-store-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Which files and folders were made durable while `work` ran, by inode. */
async function synced(work: () => Promise<void>): Promise<Set<number>> {
  const handle = await open(folder, 'r');
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const sync = prototype.sync;
  const inodes = new Set<number>();
  prototype.sync = async function (this: FileHandle) {
    inodes.add((await this.stat()).ino);
    return sync.call(this);
  };
  try {
    await work();
  } finally {
    prototype.sync = sync;
  }
  return inodes;
}

test.skipIf(process.platform === 'win32')(
  'an upload is in its place for good before anybody is told: the folders that name it are synced',
  async () => {
    const store = await openStore(folder);
    const id = randomUUID();
    const kept = join(folder, 'files', 'kept');
    const inodeOf = async (path: string) => (await stat(path)).ino;
    await writeFile(store.tempPath(id), 'sealed');
    const first = await synced(() => store.keep(id));
    expect(first).toContain(await inodeOf(join(kept, id.slice(-2))));
    expect(first).toContain(await inodeOf(kept));
    expect(await store.isKept(id)).toBe(true);
    expect(await listKept(folder)).toEqual(new Set([id]));
    expect(await listKept(join(folder, 'nowhere'))).toEqual(new Set());
  },
);
