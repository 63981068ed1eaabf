import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
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
import { openWriter } from './one-writer.ts';
import { copySegments } from './segments.ts';
import { claimTarget, explained, systemOf } from './target.ts';
import { contentPath, copyContent, dropUploads, listCopiedUploads, openUploads } from './uploads.ts';

export interface BackupOptions {
  /** Connection of the superuser of the embedded server. */
  readonly superuser: ConnectionConfig;
  readonly migrator: ConnectionConfig;
  readonly dataDir: string;
  /** Never copied, wherever it lies; absolute. */
  readonly keyFile?: string;
  /** Where backups go: not the data folder nor below it. */
  readonly target: string;
  /** The folder was taken before: without its mark it is not that folder. */
  readonly claimed?: boolean;
  /** Backups to keep; older ones go, with the log that only they need. */
  readonly keep?: number;
  readonly progress?: (done: number, of: number) => void;
}

/** What PostgreSQL makes anew at each start, or must not find in a copy. */
const leftOut =
  /^(?:pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/|^postmaster\.(?:pid|opts)$|(?:^|\/)pgsql_tmp|(?:^|\/)pg_internal\.init/;

/** Of the data folder: uploads, anchors of the audit chain, what a drill is made from. The database is copied by itself, keys never. */
const others = /^(?:files|files\/kept(?:\/.*)?|anchors(?:\/.*)?|drill-[a-z]+\.(?:json|ndjson))$/;

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
  const startedAt = new Date();
  const name = `${startedAt.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const folder = join(places.backups, name);
  const client = await connect(options.superuser);
  const writer = openWriter(options, true);
  try {
    const system = await systemOf(client);
    await claimTarget(options, system);
    await writer.hold();
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
      system,
      startedAt: startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      firstSegment: first,
      lastSegment: last,
      label,
      tablespaces: spaces,
      folders: tree.folders,
      cluster: copied,
      others: await copyOthers(options),
    };
    await writeFile(join(folder, `${manifestName}.part`), JSON.stringify(manifest), {
      mode: 0o600,
      flush: true,
    });
    await rename(join(folder, `${manifestName}.part`), join(folder, manifestName));
    await syncFolder(folder);
    await dropOld(options);
    return { name, manifest, bytes: copied.reduce((sum, { bytes }) => sum + bytes, 0) };
  } catch (error) {
    throw explained(error, target);
  } finally {
    await client.end();
    await writer.release().catch(() => undefined); // it is forgotten soon
  }
}

/** What backups that did not end have left. */
async function clearAttempts(target: string): Promise<void> {
  const complete = new Set((await listBackups(target)).map(({ name }) => name));
  const { backups } = placesIn(target);
  for (const name of await readdir(backups).catch(() => [])) {
    if (!complete.has(name)) await rm(join(backups, name), { recursive: true, force: true });
  }
}

/**
 * What lies beside the database and is of value. Uploads never change, so those copied before stay. All else stays where it is:
 * whatever an operator puts into the data folder may be a secret.
 */
async function copyOthers({ dataDir, target, keyFile }: BackupOptions): Promise<CopiedFile[]> {
  await openUploads({ dataDir, target }).copyNew();
  const uploads = await listCopiedUploads(target);
  const { contents } = placesIn(target);
  const isKey = (path: string) => [keyFile, `${keyFile}.new`].includes(join(dataDir, path));
  const { files } = await walk(dataDir, (path) => !others.test(path) || isKey(path));
  const copied: CopiedFile[] = [];
  for (const path of files) {
    const known = uploads.get(path);
    const isHere = known !== undefined && (await isThere(contentPath(contents, known)));
    const result = isHere ? known : await copyContent(join(dataDir, path), contents);
    if (result !== undefined) copied.push({ ...result, path });
  }
  return copied;
}

/** The disk of the backups may have a clock of its own, milliseconds. */
const clocksApart = 24 * 3_600_000;

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
  const listed = kept.flatMap(({ manifest }) => manifest.others);
  const since = new Date(new Date(kept[0]!.manifest.startedAt).getTime() - clocksApart);
  const needed = await dropUploads(target, new Set(listed.map(({ path }) => path)), since);
  for (const { sha256 } of listed) needed.add(sha256);
  const { files } = await walk(contents, () => false);
  for (const path of files) {
    if (needed.has(basename(path, '.zst'))) continue;
    // A young one may be wanted by a round that has not said so yet.
    const { mtimeMs } = await stat(join(contents, path));
    if (Date.now() - mtimeMs > clocksApart) await rm(join(contents, path), { force: true });
  }
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
