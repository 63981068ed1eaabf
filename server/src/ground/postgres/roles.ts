import { Client } from 'pg';
import { ROLES, type Secrets, scramVerifier } from './secrets.ts';
import { type ConnectionConfig, DATABASE } from './urls.ts';

const logins = ['migrator', 'app', 'reader'] as const;

/**
 * Makes the application's roles and database where they are missing and sets the stored passwords;
 * safe to repeat. Nobody else may connect; what the roles may do inside is the migrations' business.
 */
export async function prepareRoles(superuser: ConnectionConfig, secrets: Secrets): Promise<void> {
  const client = new Client({ ...superuser, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const known = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles');
    const names = new Set(known.rows.map((row) => row.rolname));
    for (const key of logins) {
      const verb = names.has(ROLES[key]) ? 'ALTER' : 'CREATE';
      await client.query(
        `${verb} ROLE ${ROLES[key]} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
         PASSWORD '${scramVerifier(secrets[key])}'`,
      );
    }
    await client.query(`ALTER ROLE ${ROLES.reader} SET default_transaction_read_only = on`);
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${ROLES.migrator}`);
    await client.query(`REVOKE ALL ON DATABASE ${DATABASE}, postgres, template1 FROM PUBLIC`);
    await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${DATABASE} TO ${ROLES.app}`);
    await client.query(`GRANT CONNECT ON DATABASE ${DATABASE} TO ${ROLES.reader}`);
  } finally {
    await client.end();
  }
}
