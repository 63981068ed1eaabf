import type { ContactBasis, ContactFailure, ContactMethod, ContactResult } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';

/** A row of table contact_record: an attempt, or a correction of one. */
export interface ContactRow {
  readonly id: string;
  readonly version: number;
  readonly corrects: string | null;
  readonly at: Date;
  readonly actorId: string;
  readonly actorName: string;
  readonly method: ContactMethod;
  readonly reached: boolean;
  readonly failed: ContactFailure | null;
  readonly result: ContactResult | null;
  readonly basis: ContactBasis | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
}

export const contextOf = (warningId: string, version: number) => `contact/${warningId}/${version}`;

/** Attempts and corrections that were not taken back, in the order they were written. */
export async function readContactRows(tx: Tx, warningId: string): Promise<ContactRow[]> {
  const { rows } = await tx.query<ContactRow>({
    name: 'read-contact-records',
    text: `SELECT c.id, c.version, c.corrects, c.at, c.actor_id AS "actorId", p.name AS "actorName", c.method, c.reached,
                  c.failed, c.result, c.basis, c.started_at AS "startedAt", c.ended_at AS "endedAt", c.key_id AS "keyId", c.sealed
           FROM contact_record c JOIN person p ON p.id = c.actor_id
           WHERE c.warning_id = $1 AND c.undone_at IS NULL ORDER BY c.version`,
    values: [warningId],
  });
  return rows;
}

export async function insertContactRow(
  tx: Tx,
  warningId: string,
  row: Omit<ContactRow, 'id' | 'actorName'>,
): Promise<void> {
  await tx.query({
    name: 'insert-contact-record',
    text: `INSERT INTO contact_record (warning_id, version, corrects, at, actor_id, method, reached, failed, result, basis,
             started_at, ended_at, key_id, sealed)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    values: [
      warningId,
      row.version,
      row.corrects,
      row.at,
      row.actorId,
      row.method,
      row.reached,
      row.failed,
      row.result,
      row.basis,
      row.startedAt,
      row.endedAt,
      row.keyId,
      row.sealed,
    ],
  });
}
