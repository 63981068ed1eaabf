import type { AuditState } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { lockNumber } from './sealer-lock.ts';
import { shownInstant } from './shown-instant.ts';

interface Row {
  sealed: number | null;
  sealedAt: string | null;
  waiting: number;
  oldest: string | null;
  sealing: boolean;
  brokenAt: string | null;
}

/** How far the chain goes. Looks only at what came after the last seal, so it is quick at any size. */
export async function readSealState(tx: Tx): Promise<Omit<AuditState, 'anchor'>> {
  const { rows } = await tx.query<Row>(
    `WITH head AS (SELECT position, sealed_at, horizon FROM audit_seal ORDER BY position DESC LIMIT 1),
          waiting AS (
            SELECT count(*) AS count, min(r.at) AS oldest FROM audit_record r
            WHERE r.xid >= coalesce((SELECT horizon FROM head), '0')
              AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.record_id = r.id))
     SELECT (SELECT position FROM head) AS sealed, (SELECT ${shownInstant('sealed_at')} FROM head) AS "sealedAt",
            waiting.count AS waiting, ${shownInstant('waiting.oldest')} AS oldest,
            EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = ${lockNumber}
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS sealing,
            (SELECT ${shownInstant('max(at)')} FROM audit_record WHERE event COLLATE "C" = 'audit.broken') AS "brokenAt"
     FROM waiting`,
  );
  const { sealed, sealedAt, waiting, oldest, sealing, brokenAt } = rows[0]!;
  return { sealed: sealed ?? 0, sealedAt, unsealed: { count: waiting, oldest }, sealing, brokenAt };
}
