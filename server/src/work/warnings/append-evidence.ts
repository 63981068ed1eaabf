import { type Giving, giving, givingNothing, type Tx, uuidArray } from '../../ground/db/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import { indexKeysOf } from './index-keys.ts';
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
 * To attach signals to warnings: the whole payload lies sealed, what an officer reads is taken from it, masked (purpose
 * `warnings`, context `evidence/<warningId>/<batchId>/<ord>`) and is kept as long as the warning. The identifiers it tells
 * are entered into the index that searches look up.
 */
export async function appendingEvidence(
  tx: Tx,
  vault: Vault,
  evidence: readonly NewEvidence[],
  now: Date,
): Promise<Giving<void>> {
  if (evidence.length === 0) return givingNothing;
  const rows = [];
  for (const { warningId, batchId, ord, at, level, score, reasons, signal, trace } of evidence) {
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
      keyId,
      sealed: sealed.toString('base64'),
      trace: trace ?? null,
    });
  }
  const index = evidence.flatMap(({ warningId, signal }) =>
    indexKeysOf(vault, signal.subject).map((key) => [key, warningId] as const),
  );
  const statement = {
    name: 'append-warning-evidence',
    text: `WITH indexed AS (
             INSERT INTO warning_index (key, warning_id)
             SELECT DISTINCT k, w FROM unnest($2::uuid[], $3::uuid[]) AS i (k, w) ORDER BY k, w ON CONFLICT DO NOTHING)
           INSERT INTO warning_evidence
             (warning_id, batch_id, ord, at, kind, level, score, reasons, facts, key_id, sealed, trace)
           SELECT "warningId", "batchId", ord, at, kind, level, score, reasons, '[]', "keyId", decode(sealed, 'base64'), trace
           FROM jsonb_to_recordset($1) AS e ("warningId" uuid, "batchId" bigint, ord integer, at timestamptz, kind text,
             level smallint, score smallint, reasons jsonb, "keyId" integer, sealed text, trace jsonb)`,
    values: [
      JSON.stringify(rows),
      uuidArray(index.map(([key]) => key)),
      uuidArray(index.map(([, id]) => id)),
    ],
  };
  return giving(statement, () => undefined);
}
