import { appendFile, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type pg from 'pg';
import {
  attachPostgres,
  type Places,
  PostgresLaunchError,
  type PostgresLog,
  placeRestoredCluster,
} from '../postgres/index.ts';
import { connect } from './connect.ts';
import { isThere, unpack } from './copies.ts';
import { type Backup, BackupError, listBackups, placesIn } from './manifest.ts';
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
  readonly log?: PostgresLog;
  readonly places?: Places;
  readonly unsafeForTests?: boolean;
  readonly progress?: (done: number, of: number) => void;
}

export interface Restored {
  readonly backup: string;
  /** Last thing on record in what came back. */
  readonly lastRecord: Date | null;
  readonly signals: number;
  readonly warnings: number;
  readonly hasKeys: boolean;
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
 * Makes a new data folder as things stood at a moment: the last backup before it, and the log from there on.
 * @throws BackupError, PostgresLaunchError with a sentence for the person at the console
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { from, dataDir, at } = options;
  if (!(await isThere(placesIn(from).mark)))
    throw new BackupError(`${from} 不是拦诈的备份目录(没有 lanzha-backup.json)。请检查路径。`);
  const backup = chooseBackup(await listBackups(from), at);
  const cluster = await placeRestoredCluster({
    ...options,
    fill: (folder) => fillCluster(options, backup, folder),
  });
  await restoreOthers(options, backup);
  if (options.keyFile !== undefined) await restoreKeys(options.keyFile, dataDir);
  const settings = join(cluster, 'postgresql.auto.conf');
  const { uploads, ...found } = await rollForward(options, settings);
  const hasKeys = await isThere(join(dataDir, 'keys', 'vault.key'));
  const there = await Promise.all(uploads.map((id) => isThere(join(dataDir, ...uploadPath(id).split('/')))));
  const missingFiles = there.filter((one) => !one).length;
  return { backup: backup.name, ...found, hasKeys, missingFiles };
}

function chooseBackup(backups: readonly Backup[], at: Date | undefined): Backup {
  const usable = backups.filter(({ manifest }) => at === undefined || new Date(manifest.finishedAt) <= at);
  const last = usable.at(-1);
  if (last !== undefined) return last;
  const first = backups[0];
  if (first === undefined) throw new BackupError('这个目录里没有完整的备份。');
  throw new BackupError(
    `最早的备份完成于 ${first.manifest.finishedAt},恢复不到更早的 ${at?.toISOString()}。请把 --at 改晚,或用另一份备份。`,
  );
}

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
  const names = (await readdir(segments)).filter(
    (name) => /^[0-9A-F]{24}\.zst$/.test(name) && name.slice(8) >= `${manifest.firstSegment.slice(8)}.zst`,
  );
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
  const to = join(dataDir, 'keys', 'vault.key');
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(keyFile, to);
}

/** Starts the copy, which replays the log up to the moment asked for, and looks at what came back. */
async function rollForward({ dataDir, at, log, places, unsafeForTests }: RestoreOptions, settings: string) {
  const attached = await attachPostgres({
    dataDir,
    ...(log ? { log } : {}),
    ...(places ? { places } : {}),
    ...(unsafeForTests ? { unsafeForTests } : {}),
  }).catch((error: unknown) => {
    if (
      at !== undefined &&
      error instanceof PostgresLaunchError &&
      /recovery ended before/.test(error.message)
    ) {
      throw new BackupError(
        `恢复不到 ${at.toISOString()}:备份的日志没有到那个时刻。请把 --at 改早,或不写 --at,恢复到日志的末尾。`,
        { cause: error },
      );
    }
    throw error;
  });
  try {
    const text = await readFile(settings, 'utf8');
    await writeFile(settings, text.slice(0, text.indexOf(begin)));
    return await lookAround(attached.urls.migrator);
  } finally {
    await attached.detach();
  }
}

async function lookAround(config: pg.ClientConfig) {
  const client = await connect(config);
  try {
    await client.query("SELECT set_config('lanzha.scope', 'all', false)");
    const { rows } = await client.query<{ last: Date | null; signals: string; warnings: string }>(
      `SELECT (SELECT max(at) FROM audit_record) AS last, (SELECT coalesce(sum(count), 0) FROM signal_batch)::text AS signals,
              (SELECT count(*) FROM warning)::text AS warnings`,
    );
    const { last, signals, warnings } = rows[0]!;
    const { rows: known } = await client.query<{ there: boolean }>(
      "SELECT to_regclass('file_blob') IS NOT NULL AS there",
    );
    const { rows: blobs } = known[0]?.there
      ? await client.query<{ id: string }>('SELECT id FROM file_blob WHERE gone_at IS NULL')
      : { rows: [] };
    const uploads = blobs.map(({ id }) => id);
    return { lastRecord: last, signals: Number(signals), warnings: Number(warnings), uploads };
  } finally {
    await client.end();
  }
}
