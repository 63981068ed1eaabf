import type { OwnSession } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import type { Params } from '../params/index.ts';

/** A person's live sessions, the one they ask from first. */
export async function listOwnSessions(
  tx: Tx,
  personId: string,
  current: Buffer,
  params: Params,
): Promise<OwnSession[]> {
  const { rows } = await tx.query<Omit<OwnSession, 'since' | 'lastSeen'> & { since: Date; lastSeen: Date }>(
    `SELECT id, device, address, created_at AS since, seen_at AS "lastSeen", token_hash = $2 AS current
     FROM session
     WHERE person_id = $1 AND expires_at > now() AND seen_at > now() - $3 * interval '1 millisecond'
     ORDER BY current DESC, seen_at DESC`,
    [personId, current, params.milliseconds('session.idle')],
  );
  return rows.map((row) => ({
    ...row,
    since: row.since.toISOString(),
    lastSeen: row.lastSeen.toISOString(),
  }));
}

/** Ends one of a person's sessions by its id; false when it is not theirs or over. */
export async function endOwnSession(tx: Tx, personId: string, id: string): Promise<boolean> {
  const { rowCount } = await tx.query('DELETE FROM session WHERE id = $2 AND person_id = $1', [personId, id]);
  return rowCount === 1;
}
