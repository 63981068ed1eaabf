import type pg from 'pg';
import type { Db } from '../db/index.ts';

/** Whoever seals holds this lock of the database; it ends with the connection, so a dead process never keeps it. */
export const lockNumber = 7_201_228;

/**
 * Tries to become the one sealer. The lock belongs to the connection that also writes the seals: who has lost the lock
 * cannot write any more. @returns null when somebody else seals
 */
export async function takeSealerLock(db: Db): Promise<pg.PoolClient | null> {
  const client = await db.pool.connect();
  let taken = false;
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      `SELECT pg_try_advisory_lock(${lockNumber}) AS taken`,
    );
    taken = rows[0]?.taken === true;
    if (taken) await client.query(quickToBeMissed + alwaysByIndex);
    return taken ? client : null;
  } catch (error) {
    taken = false;
    throw error;
  } finally {
    if (!taken) client.release();
  }
}

/** A process that hangs, or a machine that vanished from the net, loses the lock within half a minute. */
const quickToBeMissed = `
  SET idle_session_timeout = '30s'; SET idle_in_transaction_session_timeout = '30s';
  SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;`;

/** A plan made while the tables were small would read all of them at every step when they have grown. */
const alwaysByIndex = `SET enable_seqscan = off; SET plan_cache_mode = force_custom_plan;`;
