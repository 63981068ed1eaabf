import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** The folder of files below the data folder. Names in it are ids made here: no person's word becomes a path. */
export interface Store {
  /** Where an upload is written until it is complete. */
  tempPath(id: string): string;
  pathOf(id: string): string;
  /** Moves a complete upload to its place; done when a loss of power cannot undo it. */
  keep(id: string): Promise<void>;
  dropTemp(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Ids of what lies there and was last written before `before`. */
  listOld(which: 'temp' | 'kept', before: Date): Promise<string[]>;
  isKept(id: string): Promise<boolean>;
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const keptIn = (dataDir: string) => join(dataDir, 'files', 'kept');

/** Ids of all that lies at its place; none where nothing was ever stored. */
export async function listKept(dataDir: string): Promise<Set<string>> {
  const paths = await readdir(keptIn(dataDir), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return new Set(paths.map((path) => basename(path)).filter((name) => id.test(name)));
}

export async function openStore(dataDir: string): Promise<Store> {
  const temp = join(dataDir, 'files', 'incoming');
  const kept = keptIn(dataDir);
  await mkdir(temp, { recursive: true, mode: 0o700 });
  await mkdir(kept, { recursive: true, mode: 0o700 });
  const named = (name: string) => {
    if (!id.test(name)) throw new RangeError('a stored file is named by its id');
    return name;
  };
  // The last two letters are random also in ids that begin with the time.
  const folderOf = (name: string) => join(kept, named(name).slice(-2));
  const pathOf = (name: string) => join(folderOf(name), name);
  const tempPath = (name: string) => join(temp, named(name));
  const gone = { force: true } as const;
  return {
    tempPath,
    pathOf,
    async keep(name) {
      await mkdir(folderOf(name), { recursive: true, mode: 0o700 });
      await rename(tempPath(name), pathOf(name));
      await syncFolder(folderOf(name));
      await syncFolder(kept);
    },
    dropTemp: (name) => rm(tempPath(name), gone),
    remove: (name) => rm(pathOf(name), gone),
    async listOld(which, before) {
      if (which === 'temp') return oldOf(temp, before);
      const folders = await readdir(kept);
      return (await Promise.all(folders.map((folder) => oldOf(join(kept, folder), before)))).flat();
    },
    isKept: (name) =>
      stat(pathOf(name)).then(
        () => true,
        () => false,
      ),
  };
}

async function oldOf(folder: string, before: Date): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => id.test(name));
  const old = await Promise.all(
    names.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => undefined);
      return found !== undefined && found.mtime < before;
    }),
  );
  return names.filter((_, at) => old[at]);
}

/** A new name is durable only once its folder is; Windows has no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
