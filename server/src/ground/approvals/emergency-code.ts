import { recordAudit } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import type { Params } from '../params/index.ts';
import { hashOfCode, newOneTimeCode } from '../passwords/index.ts';

/** Makes a code of the emergency path for whoever holds the machine; only its hash is kept. */
export async function createEmergencyCode(tx: Tx, params: Params): Promise<{ code: string; until: Date }> {
  const code = newOneTimeCode();
  const until = new Date(Date.now() + params.milliseconds('approval.code.kept'));
  await tx.query('INSERT INTO approval_code (code_hash, expires_at) VALUES ($1, $2)', [
    hashOfCode(code),
    until,
  ]);
  await recordAudit(tx, { actor: null, unitId: null, event: 'approval.code_made', ok: true });
  return { code, until };
}

/** Uses up a code; false when it is unknown, too old or was used before. */
export async function takeEmergencyCode(tx: Tx, code: string, approval: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE approval_code SET used_at = $3, approval_id = $2
     WHERE code_hash = $1 AND used_at IS NULL AND expires_at > $3`,
    [hashOfCode(code), approval, now],
  );
  return rowCount === 1;
}
