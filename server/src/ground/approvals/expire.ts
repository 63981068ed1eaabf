import type { ApprovalPayload } from '@lanzha/contract';
import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { type ApprovalHandlers, handlerOf } from './handler.ts';
import { tellDecided } from './tell-people.ts';

interface Expired {
  id: string;
  version: number;
  payload: ApprovalPayload;
  by: string;
}

/** Writes down which requests nobody answered in time. @returns how many */
export async function expireDue(tx: Tx, handlers: ApprovalHandlers, now: Date): Promise<number> {
  const { rows } = await tx.query<Expired>(
    `UPDATE approval SET state = 'expired', decided_at = $1, version = version + 1
     WHERE state = 'pending' AND expires_at <= $1 RETURNING id, version, payload, requested_by AS by`,
    [now],
  );
  for (const { id, version, payload, by } of rows) {
    await handlerOf(handlers, payload.kind).drop?.(tx, payload);
    await tx.query("INSERT INTO approval_history (approval_id, version, act) VALUES ($1, $2, 'expire')", [
      id,
      version,
    ]);
    const detail = { kind: payload.kind };
    await recordAudit(tx, {
      actor: null,
      unitId: null,
      event: 'approval.expired',
      ok: true,
      target: id,
      detail,
    });
    await tellDecided(tx, { state: 'expired', payload, requestedBy: { id: by } });
  }
  return rows.length;
}
