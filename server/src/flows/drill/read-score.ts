import { type FraudType, outcomes } from '@lanzha/contract';
import {
  type DrillScore,
  type DrillSender,
  type ScoredWarning,
  scoreDrill,
  type Truth,
  type WarningOfSignal,
} from '@lanzha/engine/drill';
import { formerIdHash, idHasher } from '../../facts/signals/index.ts';
import { type Db, machine, type Tx } from '../../ground/db/index.ts';
import type { Vault } from '../../ground/vault/index.ts';
import { levelAt } from '../../work/warnings/index.ts';
import { sendersOf } from './send-lines.ts';

/** Puts the truth beside the tables. Reads; changes nothing. @throws RangeError when the database is not that district's */
export async function readDrillScore(db: Db, vault: Vault, truth: readonly Truth[]): Promise<DrillScore> {
  return db.inTransaction(machine, async (tx) => {
    await tx.query('SET TRANSACTION READ ONLY');
    const warnings = await readWarnings(tx);
    return scoreDrill(truth, warnings, await readWarningsOfSignals(tx, vault, truth));
  });
}

interface Row {
  readonly id: string;
  readonly level: number;
  readonly fraudType: FraudType | null;
  readonly receivedAt: Date;
  readonly reachedAt: Date | null;
  readonly triedAt: Date | null;
  readonly signedAt: Date | null;
  readonly met: boolean;
  readonly outcome: string | null;
  readonly overdue: boolean;
  readonly saved: number;
  readonly instructed: boolean;
}

/** Warnings that merged into another one are part of that one. */
async function readWarnings(tx: Tx): Promise<ScoredWarning[]> {
  const { rows } = await tx.query<Row>(
    `SELECT w.id, w.level, w.fraud_type AS "fraudType", w.received_at AS "receivedAt", w.outcome, h."signedAt", h."triedAt",
            least(w.contacted_at, w.met_at) AS "reachedAt", w.met_at IS NOT NULL AS met, coalesce(h.overdue, false) AS overdue,
            CASE WHEN w.saved_proof IS NOT NULL THEN coalesce(w.saved_fen, 0) ELSE 0 END AS saved,
            NOT EXISTS (SELECT FROM jsonb_array_elements(w.reasons) r WHERE r ->> 'code' <> 'instruction.received') AS instructed
     FROM warning w LEFT JOIN (
       SELECT warning_id, min(at) FILTER (WHERE act = 'sign') AS "signedAt", bool_or(act = 'overdue') AS overdue,
              min(at) FILTER (WHERE act IN ('contact', 'meet')) AS "triedAt"
       FROM warning_history GROUP BY warning_id) h ON h.warning_id = w.id
     WHERE w.merged_into IS NULL`,
  );
  return rows.map(({ level, receivedAt, reachedAt, triedAt, signedAt, outcome, ...row }) => ({
    ...row,
    level: levelAt(level),
    receivedAt: receivedAt.getTime(),
    reachedAt: reachedAt?.getTime() ?? null,
    triedAt: triedAt?.getTime() ?? null,
    signedAt: signedAt?.getTime() ?? null,
    outcome: outcomes.find((known) => known === outcome) ?? null,
  }));
}

/** By the receipts: they know which warning a signal went into, under a keyed hash of its id. */
export async function readWarningsOfSignals(
  tx: Tx,
  vault: Vault,
  truth: readonly Truth[],
): Promise<WarningOfSignal> {
  const { rows: units } = await tx.query<{ code: string; id: string }>('SELECT code, id FROM unit');
  const ids = new Map(units.map(({ code, id }) => [code, id]));
  const senders = sendersOf((code) => ids.get(code));
  const key = vault.contentKey;
  const hashesOf = (sender: DrillSender, id: string) => [
    idHasher(key, senders[sender])(id),
    formerIdHash(key, senders[sender], id),
  ];
  const byHash = new Map(
    truth.flatMap((one) =>
      one.kind === 'signal' ? hashesOf(one.sender, one.id).map((hash) => [hash, one.id] as const) : [],
    ),
  );
  const { rows } = await tx.query<{ hash: string; warning: string }>(
    `WITH RECURSIVE target (id, "to") AS (
       SELECT id, id FROM warning WHERE merged_into IS NULL
       UNION ALL SELECT w.id, t."to" FROM warning w JOIN target t ON w.merged_into = t.id)
     SELECT replace(s.id_hash::text, '-', '') AS hash, t."to" AS warning
     FROM signal_id s JOIN target t ON t.id = s.warning_id WHERE s.id_hash = ANY ($1::uuid[])`,
    [[...byHash.keys()]],
  );
  return new Map(
    rows.flatMap(({ hash, warning }) => {
      const id = byHash.get(hash);
      return id === undefined ? [] : [[id, warning] as const];
    }),
  );
}
