import { type ConnectionConfig, type Db, openDb } from '../ground/db/index.ts';

/** Connections by what they are for, so that one kind of work cannot take those of another. */
export interface Pools {
  /** What people ask for: each statement bounded, and the wait for a connection too. */
  readonly db: Db;
  /** Signals: few transactions, many statements each. */
  readonly intakeDb: Db;
  /** Small and quick, and never taken by what people ask for: sessions, clocks, live updates, whether we are ready. */
  readonly steadyDb: Db;
  /** Jobs and the sealing of the audit: a statement may take its time. */
  readonly longDb: Db;
  close(): Promise<void>;
}

export interface PoolLimits {
  /** Milliseconds that a statement of a request may take. */
  readonly statementTimeoutMs?: number | undefined;
}

const waitMs = 10_000;

/** A process takes 46 connections of the database at most. */
export function openPools(
  config: ConnectionConfig,
  onIdleError: (error: Error) => void,
  { statementTimeoutMs = 20_000 }: PoolLimits = {},
): Pools {
  const open = (options: Parameters<typeof openDb>[1]) => openDb(config, { ...options, onIdleError });
  const pools = {
    db: open({ max: 20, statementTimeoutMs, connectionTimeoutMs: waitMs }),
    intakeDb: open({
      max: 10,
      min: 2, // the batch whose turn it is, and the one that reads ahead
      pipeline: true,
      machineOnly: true,
      statementTimeoutMs: 60_000,
      connectionTimeoutMs: waitMs,
    }),
    steadyDb: open({ max: 8, statementTimeoutMs: 10_000, connectionTimeoutMs: waitMs }),
    longDb: open({ max: 8 }),
  };
  return {
    ...pools,
    async close() {
      await Promise.all(Object.values(pools).map((each) => each.close()));
    },
  };
}
