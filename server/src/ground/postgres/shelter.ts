import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstClosedFolder, isRoot } from './account.ts';
import type { DataFolder } from './data-folder.ts';
import { errno, folderUnusable } from './errors.ts';
import type { PostgresLog } from './events.ts';

/**
 * Where root keeps what PostgreSQL's user could not reach otherwise. A data folder below /root is
 * closed to uid 65534, and opening /root for it is not ours to do, so the server's files then go to
 * `shelter/<random>` and `DIR/postgres.location.json` says where. Random, not a hash of the path: who
 * deletes DIR and starts again must get an empty database, not the old one with new keys.
 */
export interface Places {
  readonly shelter: string;
  readonly programCache: string;
}

export const usualPlaces: Places = { shelter: '/var/lib/lanzha', programCache: '/var/cache/lanzha' };

const POINTER = 'postgres.location.json';
const BELONGS = 'belongs-to.json';

/** The folder that holds the server's files, decided once for a data folder and kept. */
export async function findHome(folder: DataFolder, places: Places, log: PostgresLog): Promise<string> {
  const pointed = await readPointer(folder.path);
  if (pointed !== undefined) return pointed;
  const within = join(folder.path, 'postgres');
  if (!isRoot() || folder.server === undefined || (await exists(within))) return within;
  const closed = await firstClosedFolder(folder.path, folder.server);
  if (closed === undefined) return within;
  await reportAbandoned(folder.path, places.shelter, log);
  const home = await makeShelter(folder, places.shelter);
  log({ kind: 'sheltered', dataDir: folder.path, home });
  return home;
}

async function readPointer(dataDir: string): Promise<string | undefined> {
  const home = await readField(join(dataDir, POINTER), 'home');
  if (home === undefined || (await exists(home))) return home;
  throw folderUnusable(
    dataDir,
    `${POINTER} 记着数据库在 ${home},但那里没有;请找回该目录,或用 lanzha restore 从备份恢复到新目录`,
  );
}

async function makeShelter(folder: DataFolder, shelter: string): Promise<string> {
  const home = join(shelter, randomBytes(6).toString('hex'));
  await mkdir(shelter, { recursive: true, mode: 0o711 });
  const { uid, mode } = await stat(shelter);
  if (uid !== 0 || (mode & 0o022) !== 0) {
    throw folderUnusable(shelter, '它必须属于 root 且其他账号不能写入,请执行 chown root 与 chmod 711');
  }
  await mkdir(home, { mode: 0o711 });
  await writeFile(join(home, BELONGS), `${JSON.stringify({ dataDir: folder.path })}\n`, { mode: 0o600 });
  const draft = join(folder.path, `${POINTER}.${process.pid}`);
  await writeFile(draft, `${JSON.stringify({ home })}\n`, { mode: 0o600 });
  try {
    // link, not rename: of two first starts at once exactly one decides, and no half-written file is ever seen
    await link(draft, join(folder.path, POINTER));
    return home;
  } catch (error) {
    await rm(home, { recursive: true });
    const winner = errno(error) === 'EEXIST' ? await readPointer(folder.path) : undefined;
    if (winner === undefined) throw error;
    return winner;
  } finally {
    await rm(draft, { force: true });
  }
}

/** A deleted data folder leaves personal data in its shelter; whoever starts again must hear of it. */
async function reportAbandoned(dataDir: string, shelter: string, log: PostgresLog): Promise<void> {
  for (const name of await readdir(shelter).catch(() => [])) {
    const home = join(shelter, name);
    if ((await readField(join(home, BELONGS), 'dataDir')) === dataDir)
      log({ kind: 'abandoned-found', dataDir, home });
  }
}

async function readField(file: string, field: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const content: unknown = JSON.parse(text);
  const value = typeof content === 'object' && content !== null ? Reflect.get(content, field) : undefined;
  return typeof value === 'string' ? value : undefined;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
