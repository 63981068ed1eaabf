import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import type { ConnectionConfig } from '../db/index.ts';

const lockNumber = 7_201_227; // whoever installs holds it
const silent = new Logger(() => () => undefined);

/**
 * Installs or updates the tables of the job runner (schema `graphile_worker`), as the role that owns the database, and
 * lets the application's role use them: it may add, take and finish jobs, but not change what the runner consists of.
 */
export async function installJobs(config: ConnectionConfig): Promise<void> {
  const pool = new pg.Pool({ ...config, max: 2, application_name: 'lanzha install' });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined)); // the query in flight reports it
  try {
    const client = await pool.connect();
    try {
      await client.query(`SELECT pg_advisory_lock(${lockNumber})`);
      await runMigrations({ pgPool: pool, logger: silent });
      await grant(client);
    } finally {
      client.release(true);
    }
  } finally {
    await pool.end();
  }
}

async function grant(client: pg.PoolClient): Promise<void> {
  await client.query(`
    GRANT USAGE ON SCHEMA graphile_worker TO lanzha_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO lanzha_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO lanzha_app;
    REVOKE INSERT, UPDATE, DELETE ON graphile_worker.migrations FROM lanzha_app;`);
  // Its tables have row-level security without a policy: nobody but the owner sees a row.
  const { rows } = await client.query<{ name: string }>(`
    SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'graphile_worker' AND c.relrowsecurity
      AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'lanzha_app')`);
  for (const { name } of rows) {
    await client.query(`CREATE POLICY lanzha_app ON ${name} TO lanzha_app USING (true) WITH CHECK (true)`);
  }
}
