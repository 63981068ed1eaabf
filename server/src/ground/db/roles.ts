import pg from 'pg';
import type { ConnectionConfig } from './db.ts';

/**
 * For a database that somebody else runs (`DATABASE_URL`): makes the two roles the migrations grant to, and lets the
 * given user become them. The embedded database gets its roles from its launcher.
 * @throws an error of PostgreSQL when the user may not create roles; the remedy is in docs/operation.md
 */
export async function ensureRoles(config: ConnectionConfig): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    for (const role of ['lanzha_app', 'lanzha_reader']) {
      const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
      if (rowCount === 0) await client.query(`CREATE ROLE ${role} NOLOGIN`);
      await client.query(`GRANT ${role} TO CURRENT_USER`);
    }
  } finally {
    await client.end();
  }
}

/** The same connection, acting as a role with fewer rights. */
export function actingAs(config: ConnectionConfig, role: 'lanzha_app' | 'lanzha_reader'): ConnectionConfig {
  const { options, ...rest } = withOptionsApart(config);
  return { ...rest, options: `${options ?? ''} -c role=${role} -c jit=off`.trim() };
}

/** What stands as `options` in an address would take the place of ours in the driver, and with them the role and its fewer rights. */
function withOptionsApart(config: ConnectionConfig): ConnectionConfig {
  const { connectionString = '' } = config;
  const query = connectionString.indexOf('?') + 1;
  const settings = new URLSearchParams(query === 0 ? '' : connectionString.slice(query));
  const options = settings.get('options');
  if (options === null) return config;
  settings.delete('options');
  return { ...config, connectionString: `${connectionString.slice(0, query)}${settings}`, options };
}
