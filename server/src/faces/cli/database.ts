import { readdir } from 'node:fs/promises';
import { signAuditRecords } from '../../ground/audit/index.ts';
import { readConfig } from '../../ground/config/index.ts';
import { actingAs, type ConnectionConfig, type Db, ensureRoles, openDb } from '../../ground/db/index.ts';
import { findInstallation } from '../../ground/installation/index.ts';
import {
  attachPostgres,
  type DatabaseUrls,
  describeEvent,
  type PostgresEvent,
} from '../../ground/postgres/index.ts';
import { openKeyFile } from '../../ground/vault/index.ts';
import type { AppUrls } from '../ground.ts';
import { CommandError } from './fail.ts';
import { say } from './say.ts';

/** Options of every command that touches the database. */
export interface DatabaseOptions {
  data: string;
  databaseUrl?: string | undefined;
}

export function sayPostgres(event: PostgresEvent): void {
  say(describeEvent(event));
}

/** Where the embedded database lies: as root that may be another disk than the data folder's. */
export async function foldersOf({ superuser }: DatabaseUrls): Promise<string[]> {
  const db = openDb(superuser, { max: 1 });
  try {
    const { rows } = await db.pool.query<{ folder: string }>(
      "SELECT current_setting('data_directory') AS folder",
    );
    return rows.map(({ folder }) => folder);
  } finally {
    await db.close();
  }
}

/** One URL acting as the three roles; makes the roles where they are missing. */
export async function urlsOfDatabase(connectionString: string): Promise<AppUrls> {
  const migrator: ConnectionConfig = { connectionString };
  await ensureRoles(migrator);
  return {
    migrator,
    app: actingAs(migrator, 'lanzha_app'),
    reader: actingAs(migrator, 'lanzha_reader'),
  };
}

/**
 * Runs a command's work on the database of `--database-url`, or of `--data`: the running one, or one started meanwhile.
 * @throws CommandError when nothing was ever served from it
 */
export async function withDatabase<T>(
  options: DatabaseOptions,
  work: (db: Db, urls: AppUrls) => Promise<T>,
): Promise<T> {
  const url = options.databaseUrl ?? process.env.DATABASE_URL;
  const marked = async (db: Db, urls: AppUrls) => {
    await markAuditRecords(db, options);
    return work(db, urls);
  };
  if (url !== undefined && url !== '') return onUrls(await urlsOfDatabase(url), marked);
  await refuseEmptyFolder(options.data);
  const attached = await attachPostgres({ dataDir: options.data, log: quiet });
  try {
    return await onUrls(attached.urls, marked);
  } finally {
    await attached.detach();
  }
}

async function onUrls<T>(urls: AppUrls, work: (db: Db, urls: AppUrls) => Promise<T>): Promise<T> {
  const db = openDb(urls.app, { max: 4, pipeline: true });
  try {
    await refuseUnserved(db);
    return await work(db, urls);
  } finally {
    await db.close();
  }
}

/** What a command writes into the audit log must carry the mark of the installation's key. */
export async function markAuditRecords(db: Db, { data, databaseUrl }: DatabaseOptions): Promise<void> {
  const { keyFile } = readConfig({ data, databaseUrl }, process.env);
  const keys = await openKeyFile(keyFile, false).catch(() => undefined); // commands that need it say so themselves
  if (keys !== undefined) signAuditRecords(db, keys.audit);
}

/** A mistyped folder must not become a database. */
export async function isEmptyFolder(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch(() => []);
  return entries.length === 0;
}

/** @throws CommandError when there is nothing in it */
export async function refuseEmptyFolder(folder: string): Promise<void> {
  if (await isEmptyFolder(folder))
    throw new CommandError(`目录 ${folder} 里没有数据。请检查 --data,或先执行 lanzha serve。`);
}

/** @throws CommandError when nothing was ever served from it */
export async function refuseUnserved(db: Db): Promise<void> {
  if (!(await isServed(db))) throw new CommandError('这个数据库还没有初始化。请先执行 lanzha serve。');
}

async function isServed(db: Db): Promise<boolean> {
  const { rows } = await db.pool.query<{ made: boolean }>(
    `SELECT to_regclass('installation') IS NOT NULL AS made`,
  );
  return rows[0]?.made === true && (await findInstallation(db.pool)) !== null;
}

/** A command speaks of the database only when people have to wait or act. */
function quiet(event: PostgresEvent): void {
  const ordinary = ['starting', 'ready', 'stopping', 'stopped', 'left-running'];
  if (!ordinary.includes(event.kind)) sayPostgres(event);
}
