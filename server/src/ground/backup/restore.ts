import { appendFile, chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ConnectionConfig } from '../db/index.ts';
import {
  type AttachedPostgres,
  type Places,
  PostgresLaunchError,
  type PostgresLog,
  placeRestoredCluster,
} from '../postgres/index.ts';
import { isThere, unpack } from './copies.ts';
import { type Backup, BackupError, listBackups, placesIn } from './manifest.ts';
import { beyondTheLog, chooseBackup, liesOnOtherLine, localTime, segmentsFrom } from './restore-log.ts';
import { checkKeyCopy, restoreProblem } from './restore-problems.ts';
import { type RestoredFacts, readFacts } from './restored-facts.ts';
import { contentPath, listCopiedUploads, uploadPath } from './uploads.ts';

export interface RestoreOptions {
  /** The folder that backups went to. */
  readonly from: string;
  /** A new data folder. */
  readonly dataDir: string;
  /** The moment to go back to; undefined = as far as the log goes. */
  readonly at?: Date | undefined;
  /** The copy of the key file. */
  readonly keyFile?: string | undefined;
  readonly keys?: KeyChecks;
  readonly log?: PostgresLog;
  readonly places?: Places;
  readonly unsafeForTests?: boolean;
  readonly progress?: (done: number, of: number) => void;
}

/** What the vault knows of key files; this room stands below it. */
export interface KeyChecks {
  isKeyFile(path: string): Promise<boolean>;
  /** Whether it opens what is sealed in this database. */
  opens(path: string, app: ConnectionConfig): Promise<boolean>;
}

export interface Restored {
  readonly backup: string;
  /** Newest thing on record in what came back. */
  readonly lastRecord: Date | null;
  readonly signals: number;
  readonly warnings: number;
  readonly hasKeys: boolean;
  /** The copy of the key file was of another database, or too old, and was left out. */
  readonly keysForeign: boolean;
  /** The log has two lines, and the moment asked for lies on the one that did not come back. */
  readonly otherLine: boolean;
  /** Attachments that the database knows and whose content did not come back. */
  readonly missingFiles: number;
}

/** Empty folders that PostgreSQL expects and does not make. */
const expected = [
  'pg_wal/archive_status',
  'pg_wal/summaries',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
];

/**
 * Makes a new data folder as things stood at a moment: the last backup before it, and the log from there on. Until its end nothing
 * starts from the folder.
 * @throws BackupError, PostgresLaunchError with a sentence for the person at the console
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { from, dataDir, at, keyFile, keys } = options;
  if (!(await isThere(placesIn(from).mark)))
    throw new BackupError(`${from} 不是拦诈的备份目录(没有 lanzha-backup.json)。请检查路径。`);
  if (keyFile !== undefined) await checkKeyCopy(keyFile, keys);
  try {
    const backup = await chooseBackup(from, await listBackups(from), at);
    return await placeRestoredCluster({
      ...options,
      needs: await roomFor(from, backup),
      fill: (cluster) => fillCluster(options, backup, cluster),
      finish: (cluster, attach) => finish(options, backup, cluster, attach),
    });
  } catch (error) {
    throw restoreProblem(error, from, dataDir);
  }
}

/** Bytes of a whole segment of the log, and of what PostgreSQL writes besides until it runs. */
const segment = 16 << 20;
const beginning = 4 * segment;

async function roomFor(from: string, { manifest }: Backup): Promise<{ cluster: number; others: number }> {
  const sum = (files: Iterable<{ bytes: number }>) =>
    [...files].reduce((total, { bytes }) => total + bytes, 0);
  const uploads = await listCopiedUploads(from);
  for (const { path } of manifest.others) uploads.delete(path);
  const log = (await segmentsFrom(from, manifest.firstSegment)).length * segment;
  return {
    cluster: sum(manifest.cluster) + log + beginning,
    others: sum(manifest.others) + sum(uploads.values()),
  };
}

async function finish(
  options: RestoreOptions,
  backup: Backup,
  cluster: string,
  attach: () => Promise<AttachedPostgres>,
): Promise<Restored> {
  const { from, dataDir, at, keyFile } = options;
  await restoreOthers(options, backup);
  if (keyFile !== undefined) await restoreKeys(keyFile, dataDir);
  const { facts, keysForeign } = await rollForward(options, cluster, attach);
  const { uploads, ...found } = facts;
  const { lastRecord } = found;
  if (at !== undefined && lastRecord !== null && lastRecord > at) {
    throw new BackupError(
      `没有恢复到 ${localTime(at)}:恢复出来的最后一条记录在 ${localTime(lastRecord)},比它晚。备份的日志里可能混有另一次运行的记录。请删除目录 ${dataDir},换用另一个备份或另一个时刻。`,
    );
  }
  const otherLine = at !== undefined && (await liesOnOtherLine(from, backup, at, cluster));
  if (keysForeign) await rm(keyIn(dataDir), { force: true });
  const hasKeys = await isThere(keyIn(dataDir));
  const there = await Promise.all(uploads.map((id) => isThere(join(dataDir, ...uploadPath(id).split('/')))));
  const missingFiles = there.filter((one) => !one).length;
  return { backup: backup.name, ...found, hasKeys, keysForeign, otherLine, missingFiles };
}

const keyIn = (dataDir: string) => join(dataDir, 'keys', 'vault.key');

async function fillCluster(
  { from, at, progress }: RestoreOptions,
  backup: Backup,
  cluster: string,
): Promise<void> {
  const { manifest, folder } = backup;
  for (const path of [...manifest.folders, ...expected])
    await mkdir(join(cluster, path), { recursive: true, mode: 0o700 });
  for (const [index, file] of manifest.cluster.entries()) {
    await unpack(join(folder, 'cluster', `${file.path}.zst`), join(cluster, file.path), file);
    progress?.(index + 1, manifest.cluster.length);
  }
  const { segments } = placesIn(from);
  const names = (await segmentsFrom(from, manifest.firstSegment)).map((name) => `${name}.zst`);
  const histories = (await readdir(segments)).filter((name) => name.endsWith('.history.zst'));
  for (const name of [...names, ...histories]) {
    await unpack(join(segments, name), join(cluster, 'pg_wal', basename(name, '.zst')));
  }
  await writeFile(join(cluster, 'backup_label'), manifest.label, { mode: 0o600 });
  if (manifest.tablespaces.trim() !== '')
    await writeFile(join(cluster, 'tablespace_map'), manifest.tablespaces, { mode: 0o600 });
  await writeFile(join(cluster, 'recovery.signal'), '', { mode: 0o600 });
  await appendFile(join(cluster, 'postgresql.auto.conf'), recoverySettings(at));
}

const begin = '# restore: removed when it has ended\n';

/** All of the log lies in pg_wal already, so there is nothing to fetch; nobody gets in before the end. */
function recoverySettings(at: Date | undefined): string {
  const target =
    at === undefined
      ? ''
      : `recovery_target_time = '${at.toISOString().replace('T', ' ').replace('Z', '+00')}'\nrecovery_target_inclusive = on\nrecovery_target_action = 'promote'\n`;
  return `${begin}hot_standby = off\nrestore_command = 'exit 1'\n${target}`;
}

/** What the backup lists, and uploads that came between it and the end of the log. */
async function restoreOthers({ from, dataDir }: RestoreOptions, { manifest }: Backup): Promise<void> {
  const { contents } = placesIn(from);
  for (const file of manifest.others) {
    await unpack(contentPath(contents, file), join(dataDir, ...file.path.split('/')), file);
  }
  const listed = new Set(manifest.others.map(({ path }) => path));
  const later = [...(await listCopiedUploads(from)).values()].filter(({ path }) => !listed.has(path));
  for (const file of later) {
    const to = join(dataDir, ...file.path.split('/'));
    await unpack(contentPath(contents, file), to, file).catch(async (error: unknown) => {
      if (!(error instanceof BackupError)) throw error;
      await rm(to, { force: true }); // counted as missing, if anything still asks for it
    });
  }
}

async function restoreKeys(keyFile: string, dataDir: string): Promise<void> {
  const to = keyIn(dataDir);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(keyFile, to);
  await chmod(to, 0o600);
}

/** Starts the copy, which replays the log up to the moment asked for, and looks at what came back. */
async function rollForward(
  { from, at, keyFile, keys }: RestoreOptions,
  cluster: string,
  attach: () => Promise<AttachedPostgres>,
): Promise<{ facts: RestoredFacts; keysForeign: boolean }> {
  const attached = await attach().catch(async (error: unknown) => {
    if (!(error instanceof PostgresLaunchError)) throw error;
    if (at !== undefined && /recovery ended before/.test(error.message))
      throw await beyondTheLog(from, at, error);
    throw error;
  });
  try {
    const settings = join(cluster, 'postgresql.auto.conf');
    const text = await readFile(settings, 'utf8');
    await writeFile(settings, text.slice(0, text.indexOf(begin)));
    const { migrator, app } = attached.urls;
    const fits = keyFile === undefined || keys === undefined || (await keys.opens(keyFile, app));
    return { facts: await readFacts(migrator), keysForeign: !fits };
  } finally {
    await attached.detach();
  }
}
