import { constants } from 'node:fs';
import { access, chmod, mkdir, readdir, realpath, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { currentIds, giveTo, type Ids, isKnownUser, isRoot, unprivilegedIds } from './account.ts';
import { errno, folderProblem, folderUnusable } from './errors.ts';

/** Says that a folder is ours, so that we never write between somebody's files. */
export const FOLDER_MARK = 'lanzha-folder.json';

const HARMLESS = new Set(['lost+found', '.DS_Store', 'Thumbs.db', '.gitkeep', '.gitignore']);

export interface DataFolder {
  readonly path: string;
  /** Owns the private files (passwords, locks); undefined on Windows. */
  readonly keeper: Ids | undefined;
  /** Runs PostgreSQL; undefined means whoever runs us. */
  readonly server: Ids | undefined;
}

/**
 * Makes or takes the data folder and marks it as ours: call it before anything is written there.
 * Private to its user; as root it may be entered (0711), not listed, because PostgreSQL runs as
 * another user below it. A folder that a known ordinary user owns stays that user's, even under sudo.
 * @throws PostgresLaunchError folder-unusable, disk-full
 */
export async function claimDataFolder(dataDir: string): Promise<DataFolder> {
  const wanted = resolve(dataDir);
  try {
    await makeFolder(wanted);
    const path = await realpath(wanted);
    if (path.includes('\n')) throw folderUnusable(path, '路径中有换行,请用 --data 指定别的目录');
    await access(path, constants.W_OK | constants.X_OK | constants.R_OK);
    const folder = await decideUsers(path);
    await mark(folder);
    await chmod(
      path,
      folder.server === undefined || folder.server.uid === folder.keeper?.uid ? 0o700 : 0o711,
    );
    return folder;
  } catch (error) {
    throw folderProblem(wanted, error);
  }
}

async function makeFolder(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) {
    await mkdir(path, { recursive: true });
    await chmod(path, 0o700);
  } else if (!found.isDirectory()) {
    throw folderUnusable(path, '它是一个文件,不是目录,请用 --data 指定目录');
  }
}

async function decideUsers(path: string): Promise<DataFolder> {
  const me = currentIds();
  const { uid, gid } = await stat(path);
  if (!isRoot()) {
    if (me !== undefined && me.uid !== uid) {
      throw folderUnusable(path, '它属于另一个账号,请用那个账号运行,或用 --data 指定自己的目录');
    }
    return { path, keeper: me, server: undefined };
  }
  if (uid !== 0 && (await isKnownUser(uid))) return { path, keeper: { uid, gid }, server: { uid, gid } };
  return { path, keeper: me, server: await unprivilegedIds() };
}

async function mark({ path, keeper }: DataFolder): Promise<void> {
  const entries = await readdir(path);
  if (entries.includes(FOLDER_MARK)) return;
  const foreign = entries.filter((name) => !HARMLESS.has(name));
  if (foreign.length > 0) {
    const some = foreign.slice(0, 3).join('、');
    throw folderUnusable(path, `里面有不属于拦诈的文件(${some}),请用 --data 指定空目录`);
  }
  const file = join(path, FOLDER_MARK);
  await writeFile(file, `${JSON.stringify({ program: 'lanzha', format: 1 })}\n`, { mode: 0o600 });
  await giveTo(file, keeper);
}
