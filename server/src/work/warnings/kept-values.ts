import type { Tx } from '../../ground/db/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import { duesOf, type KeepingTimes } from './due-warnings.ts';

interface KeptValue {
  readonly table:
    | 'warning'
    | 'warning_evidence'
    | 'warning_history'
    | 'contact_record'
    | 'follow_up'
    | 'mandatory_review'
    | 'zeroing_explanation';
  readonly id: string;
  readonly warningId: string;
  /** What the value is bound to. */
  readonly context: string;
  readonly keyId: number;
  readonly sealed: Buffer;
}

const columnOf = {
  warning: 'subject_sealed',
  warning_evidence: 'sealed',
  warning_history: 'sealed',
  contact_record: 'sealed',
  follow_up: 'sealed',
  mandatory_review: 'sealed',
  zeroing_explanation: 'sealed',
} as const satisfies Record<KeptValue['table'], string>;

/** Every place where this room keeps sealed values, of warnings that have not forgotten. */
const valuesUnder = `SELECT 'warning' AS table, w.id, w.id AS "warningId", 'warning/' || w.id AS context, w.key_id AS "keyId",
         w.subject_sealed AS sealed
  FROM warning w WHERE w.key_id = $1 AND w.forgotten_at IS NULL
  UNION ALL
  SELECT 'warning_evidence', e.id, e.warning_id, 'evidence/' || e.warning_id || '/' || e.batch_id || '/' || e.ord, e.key_id, e.sealed
  FROM warning_evidence e JOIN warning w ON w.id = e.warning_id WHERE e.key_id = $1 AND w.forgotten_at IS NULL
  UNION ALL
  SELECT 'warning_history', h.id, h.warning_id, 'history/' || h.warning_id || '/' || h.version || '/' || h.act, h.key_id, h.sealed
  FROM warning_history h JOIN warning w ON w.id = h.warning_id WHERE h.key_id = $1 AND w.forgotten_at IS NULL
  UNION ALL
  SELECT 'contact_record', c.id, c.warning_id, 'contact/' || c.warning_id || '/' || c.version, c.key_id, c.sealed
  FROM contact_record c JOIN warning w ON w.id = c.warning_id WHERE c.key_id = $1 AND w.forgotten_at IS NULL
  UNION ALL
  SELECT 'follow_up', f.id, f.warning_id, 'follow-up/' || f.id, f.key_id, f.sealed
  FROM follow_up f JOIN warning w ON w.id = f.warning_id WHERE f.key_id = $1 AND w.forgotten_at IS NULL
  UNION ALL
  SELECT 'mandatory_review', r.id, r.warning_id, 'review/' || r.id, r.key_id, r.sealed
  FROM mandatory_review r JOIN warning w ON w.id = r.warning_id WHERE r.key_id = $1 AND w.forgotten_at IS NULL
  UNION ALL
  SELECT 'zeroing_explanation', z.id, z.warning_id, 'zeroing/' || z.id, z.key_id, z.sealed
  FROM zeroing_explanation z JOIN warning w ON w.id = z.warning_id WHERE z.key_id = $1 AND w.forgotten_at IS NULL`;

/**
 * Seals values of a data key again that outlive it: each to the day on which its warning is to forget, those of open and
 * held warnings to the day `review`.
 * @returns how many; fewer than `atOnce` means that none is left
 * @throws SealBroken when one does not open
 */
export async function keepLivingValues(
  tx: Tx,
  vault: Vault,
  keyId: number,
  { now, review, times, atOnce }: { now: Date; review: Date; times: KeepingTimes; atOnce: number },
): Promise<number> {
  const { rows } = await tx.query<KeptValue>(`${valuesUnder} LIMIT $2`, [keyId, atOnce]);
  const dues = await duesOf(tx, [...new Set(rows.map(({ warningId }) => warningId))], now, times);
  for (const { table, id, warningId, context, sealed } of rows) {
    const plain = await vault.unseal(tx, { keyId, sealed }, context);
    const due = dues.get(warningId);
    const again = await vault.seal(tx, 'warnings.until', plain, context, laterOf(due, now) ?? review);
    await tx.query(`UPDATE ${table} SET key_id = $3, ${columnOf[table]} = $4 WHERE id = $1 AND key_id = $2`, [
      id,
      keyId,
      again.keyId,
      again.sealed,
    ]);
  }
  return rows.length;
}

/** A day that is over would be looked at today again. */
const laterOf = (due: Date | undefined, now: Date): Date | undefined =>
  due !== undefined && due.toISOString().slice(0, 10) > now.toISOString().slice(0, 10) ? due : undefined;
