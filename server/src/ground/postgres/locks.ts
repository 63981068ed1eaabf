import { chownSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRoot } from './account.ts';
import { folderUnusable, ownedByOther } from './errors.ts';
import type { Layout } from './layout.ts';

/*
 * Node has no file locks of its own, SQLite has them on every system: a transaction on an empty file
 * is a kernel lock that ends with the process, kill -9 included, and leaves nothing to clean up.
 * POSIX drops a process's locks when it closes any handle of the file: never open these files otherwise.
 */
export type LockName = 'owner' | 'users' | 'launch';
export type LockMode = 'shared' | 'exclusive';

export interface Lock {
  release(): void;
}

const SQLITE_BUSY = 5;

/** Takes the lock at once or answers undefined. Synchronous, so that an exit handler can use it. */
export function tryLock(layout: Layout, name: LockName, mode: LockMode): Lock | undefined {
  const file = join(layout.locksDir, `${name}.lock`);
  const database = open(file);
  try {
    database.exec('PRAGMA journal_mode = OFF');
    database.exec(mode === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN');
    giveToKeeper(layout, file);
    if (mode === 'shared') database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return { release: () => database.isOpen && database.close() };
  } catch (error) {
    database.close();
    if (sqliteCode(error) === SQLITE_BUSY) return undefined;
    throw folderUnusable(
      layout.locksDir,
      '它所在的文件系统不支持文件锁,请用 --data 指定本机磁盘上的目录',
      error,
    );
  }
}

/** Waits for the lock; `onWait` is called once when it is not free at once. */
export async function waitForLock(
  layout: Layout,
  name: LockName,
  onWait: () => void,
  aborted?: AbortSignal,
): Promise<Lock> {
  for (let round = 0; ; round += 1) {
    aborted?.throwIfAborted();
    const lock = tryLock(layout, name, 'exclusive');
    if (lock !== undefined) return lock;
    if (round === 0) onWait();
    await sleep(20);
  }
}

/** @throws PostgresLaunchError owned-by-other, naming the process that serves this folder. */
export function takeOwnership(layout: Layout): Lock {
  const lock = tryLock(layout, 'owner', 'exclusive');
  const card = join(layout.locksDir, 'owner.json');
  if (lock === undefined) throw ownedByOther(layout.dataDir, readCard(card));
  writeFileSync(card, JSON.stringify({ pid: process.pid, since: new Date().toISOString() }), { mode: 0o600 });
  giveToKeeper(layout, card);
  return lock;
}

function open(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: 0 });
  } catch (error) {
    throw folderUnusable(file, '当前账号不能打开它,请用启动服务的账号运行', error);
  }
}

/** Under sudo in a user's folder: the user must be able to take the lock next time. */
function giveToKeeper({ keeper }: Layout, file: string): void {
  if (keeper !== undefined && isRoot()) chownSync(file, keeper.uid, keeper.gid);
}

function readCard(file: string): { pid: number; since: string } | undefined {
  try {
    const card: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof card !== 'object' || card === null || !('pid' in card) || !('since' in card)) return undefined;
    return typeof card.pid === 'number' ? { pid: card.pid, since: String(card.since) } : undefined;
  } catch {
    return undefined;
  }
}

function sqliteCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined;
}
