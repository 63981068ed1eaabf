import type { Tx } from '../db/index.ts';
import { markOf } from './writer.ts';

/** What must be answerable later: who did or saw what, and whether it was allowed (rules.md §10.3). */
export interface AuditEntry {
  /** A person; null for the machine or somebody unknown. */
  actor: string | null;
  unitId: string | null;
  /** Room and past participle: 'session.created', 'vault.revealed'. */
  event: string;
  ok: boolean;
  /** An opaque handle of what it was about, never an identifier of a citizen. */
  target?: string;
  detail?: Readonly<Record<string, unknown>>;
}

/** Writes the record in the caller's transaction: it is there exactly when the deed is. The sealer chains it afterwards. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const { actor, unitId, event, ok, target = null } = entry;
  const detail = JSON.stringify(entry.detail ?? {});
  const mark = markOf(tx, { actor, unit_id: unitId, event, ok, target, detail });
  await tx.query({
    name: 'record-audit',
    text: `INSERT INTO audit_record (actor, unit_id, event, ok, target, detail, at, nonce, writer_mac)
           VALUES ($1, $2, $3, $4, $5, $6, coalesce($7, clock_timestamp()), $8, $9)`,
    values: [actor, unitId, event, ok, target, detail, mark.at, mark.nonce, mark.mac],
  });
}
