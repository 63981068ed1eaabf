import type { Endpoint } from './endpoint.ts';
import { ROLES, type RoleKey, type Secrets } from './secrets.ts';

/** The database of the application; the migrator owns it. */
export const DATABASE = 'lanzha';

/** As `pg` takes it; `host` is the folder of the unix socket or 127.0.0.1. */
export interface ConnectionConfig {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** One connection per role; `superuser` leads to the database `postgres`, the others to `lanzha`. */
export type DatabaseUrls = Readonly<Record<RoleKey, ConnectionConfig>>;

export function urlsOf(endpoint: Endpoint, secrets: Secrets): DatabaseUrls {
  const url = (key: RoleKey, database: string): ConnectionConfig => ({
    host: endpoint.host,
    port: endpoint.port,
    user: ROLES[key],
    password: secrets[key],
    database,
  });
  return {
    superuser: url('superuser', 'postgres'),
    migrator: url('migrator', DATABASE),
    app: url('app', DATABASE),
    reader: url('reader', DATABASE),
  };
}
