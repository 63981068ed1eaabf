import { recordAudit } from '../../ground/audit/index.ts';
import type { Tx } from '../../ground/db/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { sealReason } from '../../ground/vault/index.ts';
import type { Desk } from './desk.ts';
import { appendHistory } from './history.ts';
import { inScope, isLentField } from './lent.ts';
import type { PlainSubject } from './masking.ts';
import { lockWarning } from './row.ts';
import { openSubject } from './subject.ts';

export type RevealedField = 'phone' | 'idNo' | 'account' | 'name';

/**
 * One member of the subject in clear, for a stated reason. The audit record and the history entry are written in the
 * same transaction: nothing is shown that is not on record (rules.md §10.1).
 */
export async function revealField(
  { tx, vault, actor, now }: Desk,
  { id, field, reason }: { id: string; field: RevealedField; reason: string },
): Promise<
  | { field: string; value: string | null }
  | Refusal<'NOT_FOUND'>
  | Refusal<'FORGOTTEN', { at: string }>
  | Refusal<'TOO_MANY_REQUESTS', { retryAfter: number }>
> {
  if ((await recentReveals(tx, actor.id)) >= mostPerHour)
    return refuse('TOO_MANY_REQUESTS', { retryAfter: 600 });
  const row = await lockWarning(tx, id);
  if (row === undefined) return refuse('NOT_FOUND');
  // Locked outside the scope: lent for contact, which needs a name and a number and nothing more.
  if (!inScope(actor, row) && !isLentField(field)) return refuse('NOT_FOUND');
  if (row.forgotten_at !== null) return refuse('FORGOTTEN', { at: row.forgotten_at.toISOString() });
  const subject: PlainSubject = await openSubject(tx, vault, id);
  await recordAudit(tx, {
    actor: actor.id,
    unitId: actor.unitId,
    event: 'vault.revealed',
    ok: true,
    target: `warning/${id}`,
    detail: { field, sealedReason: await sealReason(tx, vault, reason, `warning/${id}`, now) },
  });
  await appendHistory(tx, vault, [
    {
      warningId: id,
      version: row.version,
      at: now,
      actor: actor.id,
      act: 'reveal',
      from: row.state,
      to: row.state,
      note: reason,
      detail: { field },
    },
  ]);
  return { field, value: subject[field] ?? null };
}

/** More than anybody needs on a busy shift; whoever needs more is asked why by the leader (rules.md §10.1). */
const mostPerHour = 120;

async function recentReveals(tx: Tx, actor: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>({
    name: 'count-recent-reveals',
    text: `SELECT count(*) FROM audit_record WHERE actor = $1 AND at > now() - interval '1 hour' AND event = 'vault.revealed'`,
    values: [actor],
  });
  return rows[0]?.count ?? 0;
}
