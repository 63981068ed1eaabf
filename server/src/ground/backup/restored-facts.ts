import type { ConnectionConfig } from '../db/index.ts';
import { connect } from './connect.ts';

/** What came back, for people to hold against what they remember. */
export interface RestoredFacts {
  /** The newest of what is on record: acts, signals, steps of warnings. */
  readonly lastRecord: Date | null;
  readonly signals: number;
  readonly warnings: number;
  /** Ids of the attachments that the database knows. */
  readonly uploads: readonly string[];
}

export async function readFacts(migrator: ConnectionConfig): Promise<RestoredFacts> {
  const client = await connect(migrator);
  try {
    await client.query("SELECT set_config('lanzha.scope', 'all', false)");
    const { rows } = await client.query<{ last: Date | null; signals: string; warnings: string }>(
      `SELECT greatest((SELECT max(at) FROM audit_record), (SELECT max(at) FROM signal_batch),
                       (SELECT max(at) FROM warning_history)) AS last,
              (SELECT coalesce(sum(count), 0) FROM signal_batch)::text AS signals,
              (SELECT count(*) FROM warning)::text AS warnings`,
    );
    const { last, signals, warnings } = rows[0]!;
    const { rows: known } = await client.query<{ there: boolean }>(
      "SELECT to_regclass('file_blob') IS NOT NULL AS there",
    );
    const { rows: blobs } = known[0]?.there
      ? await client.query<{ id: string }>('SELECT id FROM file_blob WHERE gone_at IS NULL')
      : { rows: [] };
    const uploads = blobs.map(({ id }) => id);
    return { lastRecord: last, signals: Number(signals), warnings: Number(warnings), uploads };
  } finally {
    await client.end();
  }
}
