import { join } from 'node:path';
import type pg from 'pg';
import type { ConnectionConfig } from '../db/index.ts';
import { copySegments } from './base-backup.ts';
import { connect } from './connect.ts';
import { placesIn } from './manifest.ts';

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
 */
export async function archiveLog(
  superuser: ConnectionConfig,
  target: string,
  closeOpen: boolean,
): Promise<Archived> {
  const client = await connect(superuser);
  try {
    const gap = await holdSlot(client);
    if (closeOpen) await client.query('SELECT pg_switch_wal()');
    const { rows } = await client.query<{ cluster: string; current: string; lsn: string }>(
      `SELECT current_setting('data_directory') AS cluster, pg_walfile_name(pg_current_wal_insert_lsn()) AS current,
              pg_current_wal_flush_lsn()::text AS lsn`,
    );
    const { cluster, current, lsn } = rows[0]!;
    const timeline = current.slice(0, 8);
    const before = previous(current);
    const segments = await copySegments(
      join(cluster, 'pg_wal'),
      placesIn(target).segments,
      `${timeline}${'0'.repeat(16)}`,
      before,
    );
    await client.query(
      `SELECT pg_replication_slot_advance(slot_name, least($2::pg_lsn, $3::pg_lsn))
         FROM pg_replication_slots WHERE slot_name = $1 AND least($2::pg_lsn, $3::pg_lsn) > restart_lsn`,
      [slot, startOf(current), lsn],
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

/** Segments of 16 MB: log number and segment within it, eight hex digits each. */
const segmentBytes = 16n * 1024n * 1024n;
const perLog = 0x1_0000_0000n / segmentBytes;

const numberOf = (segment: string) =>
  BigInt(`0x${segment.slice(8, 16)}`) * perLog + BigInt(`0x${segment.slice(16)}`);

function previous(segment: string): string {
  const number = numberOf(segment) - 1n;
  const hex = (value: bigint) => value.toString(16).toUpperCase().padStart(8, '0');
  return `${segment.slice(0, 8)}${hex(number / perLog)}${hex(number % perLog)}`;
}

function startOf(segment: string): string {
  const at = numberOf(segment) * segmentBytes;
  return `${(at >> 32n).toString(16)}/${(at & 0xffff_ffffn).toString(16)}`.toUpperCase();
}
