export { type ConnectionConfig, type Db, openDb, type Tx } from './db.ts';
export { MigrationError, migrate } from './migrate.ts';
export { actingAs, ensureRoles } from './roles.ts';
export { machine, type Scope } from './scope.ts';
