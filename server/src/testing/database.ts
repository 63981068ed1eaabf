import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import type { ConnectionConfig } from '../ground/db/index.ts';
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
export async function testDatabase(): Promise<TestDatabase> {
  const urls = inject('postgres');
  const database = `test_${randomBytes(6).toString('hex')}`;
  await asSuperuser(urls, (client) => createFor(client, database, urls, templateName));
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
