import type { Tx } from '../../ground/db/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import { factsOf } from './evidence-facts.ts';
import { maskReasons } from './masking.ts';
import type { RaisedSignal } from './raise.ts';

export interface NewEvidence extends RaisedSignal {
  readonly warningId: string;
  /** Index in contract levels; null for what raised nothing by itself. */
  readonly level: number | null;
}

/** Each signal once, whatever list it came in. */
export function eachOnce<T extends RaisedSignal>(signals: readonly T[]): T[] {
  return [...new Map(signals.map((s) => [`${s.batchId}/${s.ord}`, s])).values()];
}

/**
 * Attaches signals to warnings: what an officer reads is masked, the whole payload lies sealed beside it (purpose
 * `warnings`, context `evidence/<warningId>/<batchId>/<ord>`) and is kept as long as the warning.
 */
export async function appendEvidence(
  tx: Tx,
  vault: Vault,
  evidence: readonly NewEvidence[],
  now: Date,
): Promise<void> {
  const rows = [];
  for (const { warningId, batchId, ord, at, level, score, reasons, signal } of evidence) {
    const context = `evidence/${warningId}/${batchId}/${ord}`;
    const { keyId, sealed } = await vault.seal(
      tx,
      'warnings',
      Buffer.from(JSON.stringify(signal)),
      context,
      now,
    );
    rows.push({
      warningId,
      batchId,
      ord,
      at,
      kind: signal.kind,
      level,
      score,
      reasons: maskReasons(reasons, signal.subject),
      facts: factsOf(signal),
      keyId,
      sealed: sealed.toString('base64'),
    });
  }
  await tx.query({
    name: 'append-warning-evidence',
    text: `INSERT INTO warning_evidence
             (warning_id, batch_id, ord, at, kind, level, score, reasons, facts, key_id, sealed)
           SELECT "warningId", "batchId", ord, at, kind, level, score, reasons, facts, "keyId", decode(sealed, 'base64')
           FROM jsonb_to_recordset($1) AS e ("warningId" uuid, "batchId" bigint, ord integer, at timestamptz, kind text,
             level smallint, score smallint, reasons jsonb, facts jsonb, "keyId" integer, sealed text)`,
    values: [JSON.stringify(rows)],
  });
}
