export {
  byteaArray,
  int2Array,
  int4Array,
  int8ArrayOfHex,
  type RowPlace,
  tidArray,
  uuidArray,
  writeUuid,
} from './binary-arrays.ts';
export { type ConnectionConfig, type Db, type DbOptions, openDb, type Tx } from './db.ts';
export { type Giving, give, giving, givingAll, givingNothing } from './giving.ts';
export { compareSchema, MigrationError, migrate } from './migrate.ts';
export { actingAs, ensureRoles } from './roles.ts';
export { inOwnScope, machine, type Scope } from './scope.ts';
export { together } from './together.ts';
