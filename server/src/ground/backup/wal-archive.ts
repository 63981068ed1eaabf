import { join } from 'node:path';
import type pg from 'pg';
import type { ConnectionConfig } from '../db/index.ts';
import { connect } from './connect.ts';
import { isThere } from './copies.ts';
import { placesIn } from './manifest.ts';
import { markIsGone } from './one-writer.ts';
import { type Compared, copySegments, wholeUpTo } from './segments.ts';
import { refuseForeign, systemOf } from './target.ts';

const slot = 'lanzha_archive';
/** A segment that began this long ago is closed although it is not full: so much can be lost with the machine, milliseconds. */
export const longestOpen = 5 * 60_000;

export interface Archived {
  readonly segments: number;
  /** The log has a gap before these segments (the disk of the backups was away too long): only a new backup mends it. */
  readonly gap: boolean;
}

/**
 * Copies finished log segments to where the backups are, so that any moment since the oldest backup can be restored. A replication slot
 * makes PostgreSQL keep what is not copied yet, within its `max_slot_wal_keep_size`.
 * @param closeOpen also what is in the segment under way
 * @param compared for rounds that follow each other: what need not be read again
 * @throws BackupError
 */
export async function archiveLog(
  superuser: ConnectionConfig,
  target: string,
  closeOpen: boolean,
  compared?: Compared,
): Promise<Archived> {
  const client = await connect(superuser);
  try {
    await refuseForeign(target, await systemOf(client));
    const gap = await holdSlot(client);
    if (closeOpen) await client.query('SELECT pg_switch_wal()');
    // What is inserted but not flushed is not on the disk yet: the file of a segment may still hold what it held before.
    const { rows } = await client.query<{ cluster: string; timeline: string; flushed: string }>(
      `SELECT current_setting('data_directory') AS cluster, left(pg_walfile_name(pg_current_wal_flush_lsn()), 8) AS timeline,
              pg_current_wal_flush_lsn()::text AS flushed`,
    );
    const { cluster, timeline, flushed } = rows[0]!;
    const { last, next } = wholeUpTo(flushed, timeline);
    const segments = await copySegments(
      join(cluster, 'pg_wal'),
      placesIn(target).segments,
      `${timeline}${'0'.repeat(16)}`,
      last,
      compared,
    );
    // A disk that went meanwhile took the copies with it, or they lie where it should be: the server must keep its own.
    if (!(await isThere(placesIn(target).mark))) throw markIsGone();
    await client.query(
      `SELECT pg_replication_slot_advance(slot_name, least($2::pg_lsn, pg_current_wal_flush_lsn()))
         FROM pg_replication_slots WHERE slot_name = $1 AND $2::pg_lsn > restart_lsn`,
      [slot, next],
    );
    return { segments, gap };
  } finally {
    await client.end();
  }
}

/** Where nothing is archived any more the slot must go, else the log would fill the disk. */
export async function releaseLog(superuser: ConnectionConfig): Promise<void> {
  const client = await connect(superuser);
  try {
    await client.query(
      'SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1',
      [slot],
    );
  } finally {
    await client.end();
  }
}

async function holdSlot(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ lost: boolean }>(
    "SELECT wal_status = 'lost' AS lost FROM pg_replication_slots WHERE slot_name = $1",
    [slot],
  );
  if (rows[0]?.lost === false) return false;
  if (rows[0]?.lost === true) await client.query('SELECT pg_drop_replication_slot($1)', [slot]);
  await client.query('SELECT pg_create_physical_replication_slot($1, true)', [slot]);
  return true;
}
