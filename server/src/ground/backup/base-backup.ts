import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type pg from 'pg';
import type { ConnectionConfig } from '../db/index.ts';
import { connect } from './connect.ts';
import { isThere, pack, syncFolder, walk } from './copies.ts';
import {
  BackupError,
  type CopiedFile,
  listBackups,
  type Manifest,
  manifestName,
  placesIn,
} from './manifest.ts';

export interface BackupOptions {
  /** Connection of the superuser of the embedded server. */
  readonly superuser: ConnectionConfig;
  readonly migrator: ConnectionConfig;
  readonly dataDir: string;
  /** Where backups go: not the data folder nor below it. */
  readonly target: string;
  /** Backups to keep; older ones go, with the log that only they need. */
  readonly keep?: number;
  readonly progress?: (done: number, of: number) => void;
}

/** What PostgreSQL makes anew at each start, or must not find in a copy. */
const leftOut =
  /^(?:pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/|^postmaster\.(?:pid|opts)$|(?:^|\/)pgsql_tmp|(?:^|\/)pg_internal\.init/;

/** Of the data folder: the database is copied by itself, keys never, the rest is remade. */
const notOthers = /^(?:postgres|keys|lanzha-folder\.json|lost\+found|files\/incoming)(?:\/|$)/;

/**
 * Copies a running database, and the files beside it, so that what the copy restores to is one moment: every page that changes
 * meanwhile is repaired from the log copied with it (PostgreSQL's low-level backup).
 * @throws BackupError
 */
export async function makeBackup(
  options: BackupOptions,
): Promise<{ name: string; manifest: Manifest; bytes: number }> {
  const { target } = options;
  const places = placesIn(target);
  await claimTarget(options);
  const startedAt = new Date();
  const name = `${startedAt.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const folder = join(places.backups, name);
  const client = await connect(options.superuser);
  try {
    const cluster = await one<string>(client, "SELECT current_setting('data_directory')");
    // Keeps the log until it is copied; goes with this connection.
    await client
      .query("SELECT pg_create_physical_replication_slot('lanzha_backup', true, true)")
      .catch((error: { code?: string }) => {
        throw error.code === '42710' ? new BackupError('另一次备份正在进行,请等它结束。') : error;
      });
    await clearAttempts(target);
    const first = await one<string>(client, "SELECT pg_walfile_name(pg_backup_start('lanzha', true))");
    const tree = await walk(cluster, (path) => leftOut.test(path));
    // The control file last: it never says less than the pages copied before it.
    const paths = [...tree.files.filter((path) => path !== 'global/pg_control'), 'global/pg_control'];
    const copied: CopiedFile[] = [];
    for (const [index, path] of paths.entries()) {
      const result = await pack(join(cluster, path), join(folder, 'cluster', `${path}.zst`));
      if (result !== undefined) copied.push({ path, ...result });
      options.progress?.(index + 1, paths.length);
    }
    const { rows } = await client.query<{ last: string; label: string; spaces: string }>(
      'SELECT pg_walfile_name(lsn) AS last, labelfile AS label, spcmapfile AS spaces FROM pg_backup_stop(false)',
    );
    const { last, label, spaces } = rows[0]!;
    await copySegments(join(cluster, 'pg_wal'), places.segments, first, last);
    const manifest: Manifest = {
      format: 1,
      postgres: (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim(),
      schema: await schemaOf(options.migrator),
      system: await one<string>(client, 'SELECT system_identifier::text FROM pg_control_system()'),
      startedAt: startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      firstSegment: first,
      lastSegment: last,
      label,
      tablespaces: spaces,
      folders: tree.folders,
      cluster: copied,
      others: await copyOthers(options.dataDir, places.contents),
    };
    await writeFile(join(folder, `${manifestName}.part`), JSON.stringify(manifest), {
      mode: 0o600,
      flush: true,
    });
    await rename(join(folder, `${manifestName}.part`), join(folder, manifestName));
    await syncFolder(folder);
    await dropOld(options);
    return { name, manifest, bytes: copied.reduce((sum, { bytes }) => sum + bytes, 0) };
  } finally {
    await client.end();
  }
}

/** Makes the folder of the backups, or takes one that was made before. @throws BackupError when it is no place for them */
export async function claimTarget({
  target,
  dataDir,
}: Pick<BackupOptions, 'target' | 'dataDir'>): Promise<void> {
  const { mark, backups } = placesIn(target);
  if (`${target}/`.startsWith(`${dataDir}/`)) {
    throw new BackupError(`备份目录 ${target} 在数据目录里面:磁盘一坏,两份一起丢。请指定别的磁盘上的目录。`);
  }
  await mkdir(target, { recursive: true, mode: 0o700 });
  if (!(await isThere(mark))) {
    if ((await readdir(target)).some((name) => !['lost+found', '.gitkeep'].includes(name)))
      throw new BackupError(`目录 ${target} 里有别的文件。请指定一个空目录,或以前的备份目录。`);
    await writeFile(mark, `${JSON.stringify({ program: 'lanzha', format: 1 })}\n`, { mode: 0o600 });
  }
  await mkdir(backups, { recursive: true, mode: 0o700 });
}

/** What backups that did not end have left. */
async function clearAttempts(target: string): Promise<void> {
  const complete = new Set((await listBackups(target)).map(({ name }) => name));
  const { backups } = placesIn(target);
  for (const name of await readdir(backups)) {
    if (!complete.has(name)) await rm(join(backups, name), { recursive: true, force: true });
  }
}

/** Copies log segments that are not there yet. */
export async function copySegments(from: string, to: string, first: string, last: string): Promise<number> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const names = (await readdir(from)).filter(
    (name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last,
  );
  const histories = (await readdir(from)).filter((name) => /^[0-9A-F]{8}\.history$/.test(name));
  let copied = 0;
  for (const name of [...histories, ...names.sort()]) {
    const packed = join(to, `${name}.zst`);
    if (await isThere(packed)) continue;
    if ((await pack(join(from, name), packed)) === undefined)
      throw new BackupError('数据库日志在拷贝之前已被清理,这次备份不完整。请重做一次。');
    copied++;
  }
  await syncFolder(to);
  return copied;
}

/** Uploads never change, so those copied before stay; the rest is small. */
async function copyOthers(dataDir: string, to: string): Promise<CopiedFile[]> {
  const { files } = await walk(dataDir, (path) => notOthers.test(path));
  const copied: CopiedFile[] = [];
  for (const path of files) {
    const draft = join(to, `new-${process.pid}`);
    const result = await pack(join(dataDir, path), draft);
    if (result === undefined) continue;
    const packed = join(to, result.sha256.slice(0, 2), `${result.sha256}.zst`);
    await mkdir(join(to, result.sha256.slice(0, 2)), { recursive: true, mode: 0o700 });
    await rename(draft, packed);
    copied.push({ path, ...result });
  }
  return copied;
}

/** Old backups, and the segments and contents that no kept one needs. */
async function dropOld({ target, keep }: BackupOptions): Promise<void> {
  if (keep === undefined) return;
  const all = await listBackups(target);
  const kept = all.slice(-keep);
  const { segments, contents } = placesIn(target);
  for (const { folder } of all.slice(0, -keep)) await rm(folder, { recursive: true, force: true });
  const oldest = kept[0]?.manifest.firstSegment;
  if (oldest === undefined) return;
  for (const name of await readdir(segments)) {
    if (/^[0-9A-F]{24}\.zst$/.test(name) && name.slice(8) < `${oldest.slice(8)}.zst`)
      await rm(join(segments, name));
  }
  const needed = new Set(
    kept.flatMap(({ manifest }) => manifest.others.map(({ sha256 }) => `${sha256}.zst`)),
  );
  const { files } = await walk(contents, () => false);
  for (const path of files) if (!needed.has(basename(path))) await rm(join(contents, path));
}

/** Keys go to a place of their own: whoever finds the backup without them can read nobody's data. */
export async function copyKeys(keyFile: string, to: string, target: string): Promise<string> {
  if (`${to}/`.startsWith(`${target}/`)) {
    throw new BackupError(
      '密钥不能和备份放在一起:谁拿到备份,谁就能读出个人信息。请给 --keys 指定另一个地方。',
    );
  }
  await mkdir(to, { recursive: true, mode: 0o700 });
  const copy = join(to, basename(keyFile));
  await copyFile(keyFile, copy);
  await chmod(copy, 0o600);
  return copy;
}

async function one<T>(client: pg.Client, sql: string): Promise<T> {
  const { rows } = await client.query<Record<string, T>>(sql);
  return Object.values(rows[0]!)[0]!;
}

async function schemaOf(migrator: ConnectionConfig): Promise<number> {
  const client = await connect(migrator);
  try {
    return await one<number>(client, 'SELECT coalesce(max(version), 0) AS version FROM schema_migration');
  } finally {
    await client.end();
  }
}
