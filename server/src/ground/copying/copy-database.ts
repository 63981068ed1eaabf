import pg from 'pg';
import { type ConnectionConfig, MigrationError, migrate } from '../db/index.ts';
import { installJobs } from '../jobs/index.ts';
import { carry } from './copy-stream.ts';
import {
  copyJobs,
  copySequences,
  type Digest,
  digestOf,
  dropForeignKeys,
  listTables,
  plainSession,
  type Table,
} from './tables.ts';

/** A sentence for the person at the console: why nothing was copied, and what to do. */
export class CopyError extends Error {
  override name = 'CopyError';
}

export interface CopyOptions {
  /** Owner of the tables. */
  readonly from: ConnectionConfig;
  /** Owner of an empty database, where the roles of the house are known. */
  readonly to: ConnectionConfig;
  readonly progress?: (table: string, done: number, of: number) => void;
}

export interface Copied {
  readonly tables: number;
  readonly rows: number;
  /** Release of the schema on both sides. */
  readonly schema: number;
  readonly jobs: number;
  /** Major versions. */
  readonly fromPostgres: number;
  readonly toPostgres: number;
}

const oldest = 15;

/**
 * Carries a whole database into an empty one, of any release of PostgreSQL since 15: one moment of the source, read while it may go on
 * serving; all of it in one transaction of the target, so that a copy that is cut off leaves nothing behind and is simply begun again.
 * Counts and checksums of every table are compared before it counts.
 * @throws CopyError, MigrationError, an error of PostgreSQL
 */
export async function copyDatabase({ from, to, progress }: CopyOptions): Promise<Copied> {
  const [source, target] = [new pg.Client(from), new pg.Client(to)];
  for (const client of [source, target]) client.on('error', () => undefined); // the query in flight reports it
  await source.connect();
  try {
    await target.connect();
    const majors = [await prepared(source), await prepared(target)] as const;
    await refuseFilled(target);
    await source.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const schema = await schemaOf(source);
    await migrate(to, schema);
    await installJobs(to);
    await target.query('BEGIN');
    const tables = await sameTables(source, target);
    const foreignKeys = await dropForeignKeys(target);
    await target.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
    for (const { name } of tables) await target.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
    let rows = 0;
    for (const [index, table] of tables.entries()) {
      rows += await carryTable(source, target, table);
      progress?.(table.name, index + 1, tables.length);
    }
    await copySequences(source, target);
    const jobs = await copyJobs(source, target);
    for (const statement of foreignKeys) await target.query(statement);
    for (const { name } of tables) await target.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
    await target.query('COMMIT');
    await target.query('ANALYZE');
    return { tables: tables.length, rows, schema, jobs, fromPostgres: majors[0], toPostgres: majors[1] };
  } finally {
    await Promise.all([source.end(), target.end()]);
  }
}

async function prepared(client: pg.Client): Promise<number> {
  await client.query(plainSession);
  const { rows } = await client.query<{ major: number }>(
    "SELECT current_setting('server_version_num')::int / 10000 AS major",
  );
  const { major } = rows[0]!;
  if (major < oldest) throw new CopyError(`PostgreSQL ${major} 太旧,须为 ${oldest} 或更高。`);
  return major;
}

/** What an earlier attempt has left may stay: tables without an installation. Anything else is somebody's. */
async function refuseFilled(target: pg.Client): Promise<void> {
  const { rows } = await target.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name);
  if (!names.includes('schema_migration') || !names.includes('installation')) {
    throw new CopyError(`目标数据库里已有别的表(${names.slice(0, 3).join('、')}……)。请给一个空的数据库。`);
  }
  const { rowCount } = await target.query('SELECT FROM installation UNION ALL SELECT FROM person LIMIT 1');
  if (rowCount !== 0)
    throw new CopyError('目标数据库里已有拦诈的数据,不会覆盖。请给一个空的数据库或新的目录。');
}

async function schemaOf(source: pg.Client): Promise<number> {
  const { rows: there } = await source.query<{ made: boolean }>(
    "SELECT to_regclass('schema_migration') IS NOT NULL AND to_regclass('installation') IS NOT NULL AS made",
  );
  if (there[0]?.made !== true)
    throw new CopyError('来源数据库里没有拦诈的数据。请检查 --from 或 --from-url。');
  const { rows } = await source.query<{ version: number }>(
    'SELECT coalesce(max(version), 0) AS version FROM schema_migration',
  );
  return rows[0]?.version ?? 0;
}

/** @throws MigrationError when the two sides differ: a migration was edited, or the source comes from a later release */
async function sameTables(source: pg.Client, target: pg.Client): Promise<Table[]> {
  const select = 'SELECT version, digest FROM schema_migration ORDER BY version';
  const [theirs, ours] = [await source.query(select), await target.query(select)];
  const [from, to] = [await listTables(source), await listTables(target)];
  if (JSON.stringify(theirs.rows) !== JSON.stringify(ours.rows)) {
    throw new MigrationError(
      '来源数据库比本程序新,或它的迁移文件被改动过。请用同一版本或更新版本的程序来搬。',
    );
  }
  const known = new Map(to.map((table) => [table.name, table]));
  const strange = from.find(({ name, columns }) => {
    const there = known.get(name)?.columns ?? [];
    return [...columns].sort().join() !== [...there].sort().join();
  });
  if (strange !== undefined || from.length !== to.length) {
    throw new CopyError(
      `来源数据库的表 ${strange?.name ?? ''} 与本程序不一致,可能被手工改动过。请先恢复原来的结构。`,
    );
  }
  return from;
}

async function carryTable(source: pg.Client, target: pg.Client, table: Table): Promise<number> {
  const { name, columns } = table;
  const list = columns.join(', ');
  await carry(
    source,
    `COPY (SELECT ${list} FROM ONLY ${name}) TO STDOUT`,
    target,
    `COPY ${name} (${list}) FROM STDIN`,
  );
  const [there, here]: Digest[] = [await digestOf(source, table), await digestOf(target, table)];
  if (there!.rows !== here!.rows || there!.sum !== here!.sum) {
    throw new CopyError(
      `表 ${name} 搬过去之后对不上(${there!.rows} 行与 ${here!.rows} 行)。没有留下任何东西,请重新执行一次。`,
    );
  }
  return Number(here!.rows);
}
