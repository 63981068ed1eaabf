import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { type ConnectionConfig, migrate } from '../ground/db/index.ts';
import type { DatabaseUrls } from '../ground/postgres/index.ts';
import { createFor, templateName } from './clone.ts';

/** A migrated database of one's own, reached as each role of the product. */
export type TestDatabase = Readonly<Record<'migrator' | 'app' | 'reader', ConnectionConfig>>;

/**
 * Clones the migrated template for the calling test file (`*.db.test.ts`) and drops the clone after its last test:
 *
 *     const database = await testDatabase();
 *     const db = openDb(database.app);
 *     afterAll(() => db.close());
 */
export function testDatabase(): Promise<TestDatabase> {
  return makeDatabase(templateName);
}

/** The same as an earlier release left it: migrated up to the migration before `version`, to be filled and then migrated on. */
export async function databaseBefore(version: number): Promise<TestDatabase> {
  const database = await makeDatabase();
  await migrate(database.migrator, version - 1);
  return database;
}

async function makeDatabase(template?: string): Promise<TestDatabase> {
  const urls = inject('postgres');
  const database = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(urls, (client) => createFor(client, database, urls, template));
  afterAll(() =>
    asSuperuser(urls, (client) => client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)),
  );
  return {
    migrator: { ...urls.migrator, database },
    app: { ...urls.app, database },
    reader: { ...urls.reader, database },
  };
}

async function asSuperuser(urls: DatabaseUrls, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(urls.superuser);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
