import type pg from 'pg';
import type { DatabaseUrls } from '../ground/postgres/index.ts';

export const templateName = 'lanzha_template';

/**
 * Makes a database that belongs to the migrator and lets in the same roles as a real one; with a template it starts as
 * its copy. `client` is the superuser. Rights on a database are not copied with it, so they are given here.
 */
export async function createFor(
  client: pg.Client,
  name: string,
  { migrator, app, reader }: DatabaseUrls,
  template = 'template1',
): Promise<void> {
  await client.query(`CREATE DATABASE ${name} OWNER ${migrator.user} TEMPLATE ${template}`);
  await client.query(`
    REVOKE ALL ON DATABASE ${name} FROM PUBLIC;
    GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO ${app.user};
    GRANT CONNECT ON DATABASE ${name} TO ${reader.user};
  `);
}
