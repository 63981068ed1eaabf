export { byteaArray, int2Array, int4Array, int8ArrayOfHex, uuidArray } from './binary-arrays.ts';
export { type ConnectionConfig, type Db, openDb, type Tx } from './db.ts';
export { MigrationError, migrate } from './migrate.ts';
export { actingAs, ensureRoles } from './roles.ts';
export { machine, type Scope } from './scope.ts';
