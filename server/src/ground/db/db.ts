import type { Writable } from 'node:stream';
import pg from 'pg';
import { type Giving, give } from './giving.ts';
import { machine, type Scope, settingsOf } from './scope.ts';
import { together } from './together.ts';

/** How to reach a database, as node-postgres wants it; `host` may be a socket folder. */
export interface ConnectionConfig {
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
  connectionString?: string;
  options?: string;
}

/** A running transaction. Rooms take the caller's; only faces and flows open one. */
export type Tx = Pick<pg.PoolClient, 'query'>;

export interface Db {
  /** Runs `work` in one transaction under `scope`; rolls back when it throws. */
  inTransaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * The same for work that begins with reading and ends with writing, in two exchanges less: what `read` asks goes out with BEGIN, and
   * what `write` leaves to the end goes out with COMMIT. Nothing is written before BEGIN is answered.
   */
  readThenWrite<R, T>(
    scope: Scope,
    read: (tx: Tx) => Promise<R>,
    write: (tx: Tx, found: R) => Promise<Giving<T>>,
  ): Promise<T>;
  /** The pool itself, for LISTEN and the job runner. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

// bigint columns hold fen, serials and counts: all below 2^53, checked where money is added up.
pg.types.setTypeParser(pg.types.builtins.INT8, (value) => {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint ${value} does not fit a safe integer`);
  return number;
});

export interface DbOptions {
  /** Connections at most. */
  readonly max?: number;
  /** So many are kept although nobody needs them for a while. */
  readonly min?: number;
  /** Statements that a transaction gives without waiting go out together, and one that fails makes those after it fail. */
  readonly pipeline?: boolean;
  /** For the machine alone: connections are in its scope from their beginning, so that no transaction has to say so. */
  readonly machineOnly?: boolean;
  /** A statement that takes longer is cancelled (57014), waiting for locks included; without it none is. */
  readonly statementTimeoutMs?: number;
  /** Who waits longer for a connection is told that there is none; without it people wait without end. */
  readonly connectionTimeoutMs?: number;
  readonly onIdleError?: (error: Error) => void;
}

/** Without `pipeline` a transaction gives one statement at a time. */
export function openDb(config: ConnectionConfig, options: DbOptions = {}): Db {
  const {
    max = 20,
    min = 0,
    pipeline = false,
    machineOnly = false,
    statementTimeoutMs,
    connectionTimeoutMs,
  } = options;
  const begin = (scope: Scope) => (machineOnly && scope.kind === 'machine' ? 'BEGIN' : beginIn(scope));
  const pool = new pg.Pool({
    ...config,
    max,
    min,
    pipeline,
    application_name: 'lanzha',
    ...(machineOnly ? { options: `${config.options ?? ''} ${bornAsMachine}` } : {}),
    ...(statementTimeoutMs === undefined ? {} : { statement_timeout: statementTimeoutMs }),
    ...(connectionTimeoutMs === undefined ? {} : { connectionTimeoutMillis: connectionTimeoutMs }),
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  pool.on('connect', (client) => {
    client.on('error', () => undefined); // reported by the query in flight
    if (pipeline) gatherWrites(client);
  });
  return {
    pool,
    close: () => pool.end(),
    inTransaction: (scope, work) =>
      onClient(pool, async (client) => {
        await client.query(begin(scope));
        const result = await work(client);
        await commit(client);
        return result;
      }),
    readThenWrite: (scope, read, write) =>
      onClient(pool, async (client) => {
        const [, found] = await together(client.query(begin(scope)), read(client));
        const ending = await write(client, found);
        if (pipeline) return (await together(give(client, ending), commit(client)))[0];
        const result = await give(client, ending); // COMMIT would overtake what is given one after another
        await commit(client);
        return result;
      }),
  };
}

/** The parts of a client that its types do not tell. */
interface WithStream {
  readonly connection: { readonly stream: Pick<Writable, 'cork' | 'uncork'> };
}

/** Statements of one turn of the event loop go out in one piece: each piece costs a call to the system and wakes PostgreSQL. */
function gatherWrites(client: pg.PoolClient): void {
  const { stream } = (client as unknown as WithStream).connection;
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  let corked = false;
  const release = () => {
    corked = false;
    stream.uncork();
  };
  Object.assign(client, {
    query: (...args: unknown[]) => {
      if (!corked) {
        corked = true;
        stream.cork();
        process.nextTick(release);
      }
      return query(...args);
    },
  });
}

async function onClient<T>(pool: pg.Pool, transact: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await transact(client);
  } catch (error) {
    await client.query('ROLLBACK').catch((rollback: Error) => {
      broken = rollback;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** @throws when a statement had failed, whoever caught its error: PostgreSQL answers such a COMMIT with a ROLLBACK, and no error */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT')
    throw new Error('nothing was committed: a statement of the transaction had failed');
}

/** Settings of a connection as the driver passes them on. */
const bornAsMachine = Object.entries(settingsOf(machine))
  .map(([name, value]) => `-c lanzha.${name}=${value}`)
  .join(' ');

/** The scope goes out with BEGIN, so that a transaction costs one exchange less. */
function beginIn(scope: Scope): string {
  const settings = Object.entries(settingsOf(scope)).map(
    ([name, value]) => `set_config('lanzha.${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  return `BEGIN; SELECT ${settings.join(', ')}`;
}
