import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { isThere } from './copies.ts';
import { BackupError, placesIn } from './manifest.ts';
import { localTime } from './restore-log.ts';

/** In the folder of the backups: who writes into it just now. Its time says when it was last seen. */
const writer = z.object({ id: z.string(), host: z.string(), since: z.iso.datetime() });
type WriterFile = z.infer<typeof writer>;

/** In the data folder: what it goes by in folders of backups, and the one its service keeps. A restored copy has no such file. */
const own = z.object({ id: z.string(), claimed: z.string().optional() });
type Own = z.infer<typeof own>;
const ownFileIn = (dataDir: string) => join(dataDir, 'backup-writer.json');

/** How often a writer says that it is still there, and how long it counts as there, milliseconds. */
const beat = 60_000;
const silence = 3 * beat;

export const markIsGone = () => new BackupError('备份目录里的标记不见了:备份磁盘可能没有接上。');

export interface Writer {
  /** Says that this data folder writes here; again and again until `release`. @throws BackupError while another one does */
  hold(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Two copies of one database write log of the same names, so a folder has one writer at a time. Several processes of one data folder
 * count as one: PostgreSQL itself keeps them apart.
 * @param isGuest works beside the service, if that is there, and leaves its sign
 */
export function openWriter(
  { target, dataDir }: { target: string; dataDir: string },
  isGuest = false,
): Writer {
  const { mark, writer: path } = placesIn(target);
  let since: string | undefined;
  let leaves = true;
  let timer: NodeJS.Timeout | undefined;

  async function hold(): Promise<void> {
    if (!(await isThere(mark))) throw markIsGone();
    const { id } = await readOwn(dataDir);
    const draft = `${path}.${randomUUID()}.part`;
    const now = new Date().toISOString();
    try {
      await writeFile(draft, `${JSON.stringify({ id, host: hostname(), since: since ?? now })}\n`, {
        mode: 0o600,
        flush: true,
      });
      // Both times are of the clock of that disk, whatever machine it is.
      const found = await readWriter(path, (await stat(draft)).mtimeMs);
      if (found !== undefined && found.id !== id) throw takenBy(found);
      if (since === undefined) leaves = !isGuest || found === undefined;
      since ??= now;
      await rename(draft, path);
    } finally {
      await rm(draft, { force: true });
    }
  }

  return {
    async hold() {
      await hold();
      timer ??= setInterval(() => hold().catch(() => undefined), beat).unref(); // whoever works in it will hear of it in the next round
    },
    async release() {
      clearInterval(timer);
      timer = undefined;
      if (since === undefined || !leaves) return;
      const { id } = await readOwn(dataDir);
      if ((await readWriter(path))?.id === id) await rm(path, { force: true });
    },
  };
}

/** @returns undefined when nobody is there, or when nothing was heard of them in the time before `now` (milliseconds) */
async function readWriter(path: string, now?: number): Promise<WriterFile | undefined> {
  const seen = (await stat(path).catch(() => undefined))?.mtimeMs;
  if (seen === undefined || (now !== undefined && Math.abs(now - seen) >= silence)) return undefined;
  const text = await readFile(path, 'utf8').catch(() => '');
  try {
    return writer.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const takenBy = ({ host, since }: WriterFile) =>
  new BackupError(
    `这个备份目录正由另一份系统使用(主机 ${host},${localTime(new Date(since))} 起)。试恢复的那一份启动时不要给 --backup-to。`,
  );

/** Whether the service of this data folder has kept that folder before: then its mark must be there. */
export async function hasClaimed({ target, dataDir }: { target: string; dataDir: string }): Promise<boolean> {
  return (await readOwn(dataDir)).claimed === target;
}

export async function rememberClaim({ target, dataDir }: { target: string; dataDir: string }): Promise<void> {
  const before = await readOwn(dataDir);
  if (before.claimed !== target) await writeOwn(dataDir, { ...before, claimed: target });
}

async function readOwn(dataDir: string): Promise<Own> {
  const text = await readFile(ownFileIn(dataDir), 'utf8').catch(() => '');
  try {
    return own.parse(JSON.parse(text));
  } catch {
    const made = { id: randomUUID() };
    await writeOwn(dataDir, made);
    return made;
  }
}

async function writeOwn(dataDir: string, content: Own): Promise<void> {
  const draft = `${ownFileIn(dataDir)}.${randomUUID()}.part`;
  await writeFile(draft, `${JSON.stringify(content)}\n`, { flush: true });
  await rename(draft, ownFileIn(dataDir));
}
