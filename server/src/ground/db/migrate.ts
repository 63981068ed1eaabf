import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import type { ConnectionConfig, Tx } from './db.ts';

const folder = new URL('../../../migrations/', import.meta.url);
const lockNumber = 7_201_226; // one arbitrary number: whoever migrates holds it

/** The database was migrated by another release: a file that ran has changed, or a version here is unknown. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

interface Migration {
  version: number;
  name: string;
  sql: string;
  digest: string;
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8');
      return {
        version: Number(name.slice(0, 4)),
        name,
        sql,
        digest: createHash('sha256').update(sql).digest('hex'),
      };
    }),
  );
}

/**
 * Brings the schema up to this release. Each file runs in its own transaction, its version row first, so two starters
 * collide on the row and not on half a schema; a lock makes the second wait instead.
 * @param upTo the last version wanted, for a copy of an older database; undefined = all of this release
 * @returns the versions that ran now
 * @throws MigrationError when the database is newer than this release or a file that ran was edited
 */
export async function migrate(config: ConnectionConfig, upTo = Number.POSITIVE_INFINITY): Promise<number[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(${lockNumber})`);
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migration (
      version integer PRIMARY KEY, name text NOT NULL, digest text NOT NULL, at timestamptz NOT NULL DEFAULT now())`);
    const { rows } = await client.query<{ version: number; name: string; digest: string }>(
      'SELECT version, name, digest FROM schema_migration',
    );
    const done = new Map(rows.map((row) => [row.version, row]));
    const migrations = await readMigrations();
    refuseStrangers(done, migrations);
    const ran: number[] = [];
    for (const migration of migrations.filter((m) => !done.has(m.version) && m.version <= upTo)) {
      await run(client, migration);
      ran.push(migration.version);
    }
    return ran;
  } finally {
    await client.end();
  }
}

/** Where a database stands: files of this release that have not run there, and names that this release does not know. */
export async function compareSchema(tx: Tx): Promise<{ missing: string[]; unknown: string[] }> {
  const { rows } = await tx.query<{ version: number; name: string }>(
    'SELECT version, name FROM schema_migration ORDER BY version',
  );
  const migrations = await readMigrations();
  const done = new Set(rows.map(({ version }) => version));
  const known = new Set(migrations.map(({ version }) => version));
  return {
    missing: migrations.filter(({ version }) => !done.has(version)).map(({ name }) => name),
    unknown: rows.filter(({ version }) => !known.has(version)).map(({ name }) => name),
  };
}

function refuseStrangers(done: Map<number, { name: string; digest: string }>, migrations: Migration[]): void {
  for (const [version, row] of done) {
    const here = migrations.find((m) => m.version === version);
    if (here === undefined) {
      throw new MigrationError(
        `数据库比程序新(${row.name} 不在本版本中)。请使用同一版本或更新版本的拦诈启动。`,
      );
    }
    if (here.digest !== row.digest) {
      throw new MigrationError(`迁移文件 ${here.name} 在执行之后被改动。请恢复原文件;改动应写进新的迁移。`);
    }
  }
}

async function run(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('INSERT INTO schema_migration (version, name, digest) VALUES ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.digest,
    ]);
    await client.query(migration.sql);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
