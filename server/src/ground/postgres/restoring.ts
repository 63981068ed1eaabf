import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { giveTo } from './account.ts';
import { errno, folderProblem, PostgresLaunchError } from './errors.ts';
import type { Layout } from './layout.ts';
import { tryLock } from './locks.ts';

/** Lies in a data folder from the first file of a restore to its end: what is there meanwhile is nobody's database. */
const RESTORING = 'restoring.json';

/** @throws PostgresLaunchError folder-unusable when a restore into this folder was cut short or is under way */
export async function refuseHalfRestored(layout: Layout): Promise<void> {
  if ((await readRestoring(layout.dataDir)) === undefined) return;
  const restoring = tryLock(layout, 'owner', 'exclusive');
  if (restoring !== undefined) {
    restoring.release();
    throw halfRestored(layout.dataDir);
  }
  throw new PostgresLaunchError(
    'folder-unusable',
    `目录 ${layout.dataDir} 正在从备份恢复。请等它做完再启动。`,
  );
}

export function halfRestored(dataDir: string): PostgresLaunchError {
  return new PostgresLaunchError(
    'folder-unusable',
    `目录 ${dataDir} 的恢复没有做完。请删除这个目录,再恢复一次。`,
  );
}

/**
 * Where the restore under way takes its files from; undefined when there is none.
 * @throws PostgresLaunchError folder-unusable
 */
export async function readRestoring(dataDir: string): Promise<{ from: string } | undefined> {
  const text = await readFile(join(resolve(dataDir), RESTORING), 'utf8').catch((error: unknown) => {
    if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return undefined;
    throw folderProblem(dataDir, error);
  });
  return text === undefined ? undefined : { from: sourceIn(text) };
}

export async function markRestoring({ dataDir, keeper }: Layout, from: string): Promise<void> {
  const file = join(dataDir, RESTORING);
  await writeFile(file, `${JSON.stringify({ from, since: new Date().toISOString() })}\n`, {
    mode: 0o600,
    flush: true,
  });
  await giveTo(file, keeper);
}

export async function unmarkRestoring({ dataDir }: Layout): Promise<void> {
  await rm(join(dataDir, RESTORING));
}

/** A mark that was cut short names nothing, and so no restore goes on from it. */
function sourceIn(text: string): string {
  try {
    const { from }: { from?: unknown } = JSON.parse(text);
    return typeof from === 'string' ? from : '';
  } catch {
    return '';
  }
}
