import { chown, readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface Ids {
  readonly uid: number;
  readonly gid: number;
}

const NOBODY: Ids = { uid: 65534, gid: 65534 };

/** The user we run as; undefined where the system has no such thing (Windows). */
export function currentIds(): Ids | undefined {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * Whom PostgreSQL runs as when we are root, since it refuses root: the user `lanzha` where the
 * administrator made one (nobody else's processes can then read the files), otherwise `nobody`.
 */
export async function unprivilegedIds(): Promise<Ids> {
  const users = await readUsers();
  return (
    users.find((user) => user.name === 'lanzha') ?? users.find((user) => user.name === 'nobody') ?? NOBODY
  );
}

/** initdb refuses a uid without an entry, so an unknown owner of a mounted volume cannot run it. */
export async function isKnownUser(uid: number): Promise<boolean> {
  return (await readUsers()).some((user) => user.uid === uid);
}

async function readUsers(): Promise<(Ids & { name: string })[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (!name || !uid || !gid || name.startsWith('#')) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}

/** The first folder on the way to `path` (itself included) that these ids may not enter. */
export async function firstClosedFolder(path: string, ids: Ids): Promise<string | undefined> {
  const way: string[] = [];
  for (let folder = await realpath(path); ; folder = dirname(folder)) {
    way.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of way) {
    const { uid, gid, mode } = await stat(folder);
    const bit = uid === ids.uid ? 0o100 : gid === ids.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return folder;
  }
  return undefined;
}

/** Gives a path to its user; only root can, and only root needs to. */
export async function giveTo(path: string, ids: Ids | undefined): Promise<void> {
  if (ids !== undefined && isRoot()) await chown(path, ids.uid, ids.gid);
}
