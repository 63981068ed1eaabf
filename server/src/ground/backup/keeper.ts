import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionConfig } from '../db/index.ts';
import { makeBackup } from './base-backup.ts';
import { connect } from './connect.ts';
import { listBackups } from './manifest.ts';
import { hasClaimed, openWriter, rememberClaim } from './one-writer.ts';
import type { Compared } from './segments.ts';
import { claimTarget, explained, systemOf } from './target.ts';
import { openUploads } from './uploads.ts';
import { archiveLog, longestOpen, releaseLog } from './wal-archive.ts';

export interface KeeperOptions {
  readonly superuser: ConnectionConfig;
  readonly migrator: ConnectionConfig;
  readonly dataDir: string;
  readonly keyFile?: string;
  readonly target: string;
  readonly keep: number;
  readonly onBackup: (name: string) => void;
  readonly onError: (error: unknown) => void;
  /** How often the log is copied, milliseconds. */
  readonly every?: number;
}

/** How long a stop waits for a round to end, and for the last of the log to be copied, milliseconds. */
const patience = 3_000;
const lastCopy = 20_000;

const day = 24 * 3_600_000;
/** Backups are made in the small hours (20:00 UTC is four in the morning in China), or at once when the last is this old. */
const hour = 20;
const tooOld = 1.5 * day;

/** Keeps backups up to date while the application serves: log and uploads every minute, a whole backup every night. */
export function openBackupKeeper(options: KeeperOptions): { stop(): Promise<void> } {
  let closed = Date.now();
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  let system: string | undefined;
  const uploads = openUploads(options);
  const writer = openWriter(options);
  const compared: Compared = new Map();
  const tell = (error: unknown) => options.onError(explained(error, options.target));

  async function copy(closeOpen: boolean): Promise<{ gap: boolean }> {
    system ??= await readSystem(options.superuser);
    await claimTarget({ ...options, claimed: await hasClaimed(options) }, system);
    await writer.hold();
    await rememberClaim(options);
    const archived = await archiveLog(options.superuser, options.target, closeOpen, compared);
    if (closeOpen) closed = Date.now();
    await uploads.copyNew(); // after the log: the bytes of every row in it are on the disk by now
    return archived;
  }

  async function round(): Promise<void> {
    const { gap } = await copy(Date.now() - closed >= longestOpen);
    if (stopped || (!gap && !(await isDue(options.target, new Date())))) return;
    const { name } = await makeBackup({ ...options, claimed: true });
    options.onBackup(name);
  }

  const timer = setInterval(() => {
    running = running.then(() => (stopped ? undefined : round().catch(tell)));
  }, options.every ?? 60_000);
  running = round().catch(tell);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      // A backup under way is given up: without its manifest it counts for nothing and the next one clears it away.
      await Promise.race([running, sleep(patience, undefined, { ref: false })]);
      // Whoever stops this machine and carries the disk to another one has all of the log.
      const last = copy(true).catch(tell);
      await Promise.race([last, sleep(lastCopy, undefined, { ref: false })]);
      await writer.release().catch(tell);
    },
  };
}

async function readSystem(superuser: ConnectionConfig): Promise<string> {
  const client = await connect(superuser);
  try {
    return await systemOf(client);
  } finally {
    await client.end();
  }
}

/** @throws BackupError when the folder cannot be read as one of backups */
async function isDue(target: string, now: Date): Promise<boolean> {
  const last = (await listBackups(target)).at(-1);
  if (last === undefined) return true;
  const age = now.getTime() - new Date(last.manifest.finishedAt).getTime();
  return age > tooOld || (age > day / 2 && now.getUTCHours() === hour);
}

/** Without a folder for backups the log must not be kept for one. */
export const forgetBackups = (superuser: ConnectionConfig): Promise<void> => releaseLog(superuser);
