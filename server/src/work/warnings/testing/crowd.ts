import pg from 'pg';
import type { ConnectionConfig } from '../../../ground/db/index.ts';

export interface Crowd {
  /** Rows in all; about one in twenty is open. */
  readonly warnings: number;
  /** Who has some lent. */
  readonly borrower?: string;
  readonly lender?: string;
}

/**
 * Many warnings over the towns of a county, each at one of `stations`, without evidence or history: for plans and their
 * times. Each is found in the index under its own id. Twenty are lent to the borrower.
 */
export async function crowd(
  migrator: ConnectionConfig,
  stations: readonly { readonly id: string; readonly place: string }[],
  { warnings, borrower, lender }: Crowd,
): Promise<void> {
  const client = new pg.Client(migrator);
  await client.connect();
  try {
    await client.query(
      `INSERT INTO warning (person, level, state, outcome, score, reasons, source, place_code, unit_id, received_at,
         last_evidence_at, closed_at, contact_due, key_id, subject_sealed, subject_masked)
       SELECT uuidv7(), i % 4, CASE WHEN i % 20 = 0 THEN 'dispatched' ELSE 'closed' END,
         CASE WHEN i % 20 <> 0 THEN 'dissuaded' END, 40 + i % 60,
         '[{"code":"bench","text":"所述情况像诈骗。","weight":62}]', '96110',
         s.place, s.id, at.t, at.t, CASE WHEN i % 20 <> 0 THEN at.t + interval '3 h' END, at.t + interval '2 h',
         1, '\\x00', jsonb_build_object('name', '王*', 'phone', '138****' || lpad((i % 10000)::text, 4, '0'))
       FROM generate_series(1, $1::integer) AS i,
         LATERAL (SELECT ($2::uuid[])[1 + i % $4] AS id, ($3::text[])[1 + i % $4] AS place) s,
         LATERAL (SELECT now() - i * interval '20 s' AS t) at`,
      [warnings, stations.map(({ id }) => id), stations.map(({ place }) => place), stations.length],
    );
    await client.query('INSERT INTO warning_index (key, warning_id) SELECT id, id FROM warning');
    if (borrower !== undefined && lender !== undefined)
      await client.query(
        `INSERT INTO loan (warning_id, lender_id, lender_unit_id, borrower_id, purpose, until, reason, param_id)
         SELECT w.id, $1, p.unit_id, $2, 'read', now() + interval '2 d', '{}', (SELECT max(id) FROM rule_param)
         FROM person p, (SELECT id FROM warning ORDER BY id LIMIT 20) w WHERE p.id = $1`,
        [lender, borrower],
      );
    await client.query('VACUUM warning');
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}
