import type { Ending, FalseAlarm, Outcome, SoughtWay, StopPayment, ToldParty } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Desk } from './desk.ts';

/** What an ending says, as far as its outcome demands it. Sums in fen. */
export interface NewEnding {
  readonly outcome: Outcome;
  readonly loss?: { readonly amount: number | null; readonly at: string | null } | undefined;
  readonly stopPayment?: StopPayment | undefined;
  readonly falseAlarm?: FalseAlarm | undefined;
  readonly sought?: readonly SoughtWay[] | undefined;
  readonly told?: readonly ToldParty[] | undefined;
  readonly ofId?: string | undefined;
  readonly claimedFen?: number | undefined;
  readonly fileId?: string | undefined;
  readonly proofKey?: string | undefined;
}

export async function writeEnding(
  { tx, actor, now }: Desk,
  warningId: string,
  version: number,
  ending: NewEnding,
): Promise<void> {
  await tx.query({
    name: 'write-warning-ending',
    text: `INSERT INTO warning_ending (warning_id, version, at, actor_id, outcome, loss_fen, loss_at, stop_payment, false_alarm,
             sought, told, of_id, claimed_fen, file_id, proof_key)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    values: [
      warningId,
      version,
      now,
      actor.id,
      ending.outcome,
      ending.loss?.amount ?? null,
      ending.loss?.at ?? null,
      ending.stopPayment ?? null,
      ending.falseAlarm ?? null,
      ending.sought ?? [],
      ending.told ?? [],
      ending.ofId ?? null,
      ending.claimedFen ?? null,
      ending.fileId ?? null,
      ending.proofKey ?? null,
    ],
  });
}

export async function takeBackEnding(tx: Tx, warningId: string, version: number, at: Date): Promise<void> {
  await tx.query({
    name: 'take-back-warning-ending',
    text: 'UPDATE warning_ending SET undone_at = $3 WHERE warning_id = $1 AND version = $2 AND undone_at IS NULL',
    values: [warningId, version, at],
  });
}

/** By what the newest ending of a warning counts money as saved; null when it counts none. */
export async function readProofKey(tx: Tx, warningId: string): Promise<string | null> {
  const { rows } = await tx.query<{ key: string | null }>({
    name: 'read-proof-key',
    text: `SELECT proof_key AS key FROM warning_ending WHERE warning_id = $1 AND undone_at IS NULL ORDER BY version DESC LIMIT 1`,
    values: [warningId],
  });
  return rows[0]?.key ?? null;
}

interface EndingRow {
  outcome: Outcome;
  at: Date;
  byId: string;
  byName: string;
  lossFen: number | null;
  lossAt: Date | null;
  stopPayment: StopPayment | null;
  falseAlarm: FalseAlarm | null;
  sought: SoughtWay[];
  told: ToldParty[];
  ofId: string | null;
  ofNo: number | null;
  savedFen: number | null;
  claimedFen: number | null;
}

/** What the ending that stands now says; null of a warning that is open, was merged by the machine, or ended before endings were kept. */
export async function readEnding(tx: Tx, warningId: string): Promise<Ending | null> {
  const { rows } = await tx.query<EndingRow>({
    name: 'read-warning-ending',
    text: `SELECT e.outcome, e.at, e.actor_id AS "byId", p.name AS "byName", e.loss_fen AS "lossFen", e.loss_at AS "lossAt",
             e.stop_payment AS "stopPayment", e.false_alarm AS "falseAlarm", e.sought, e.told, e.of_id AS "ofId",
             o.no AS "ofNo", w.saved_fen AS "savedFen", e.claimed_fen AS "claimedFen"
           FROM warning_ending e JOIN warning w ON w.id = e.warning_id JOIN person p ON p.id = e.actor_id
           LEFT JOIN warning o ON o.id = e.of_id
           WHERE e.warning_id = $1 AND e.undone_at IS NULL AND w.state = 'closed' AND w.outcome = e.outcome
           ORDER BY e.version DESC LIMIT 1`,
    values: [warningId],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const cheated = row.outcome === 'cheated';
  return {
    outcome: row.outcome,
    at: row.at.toISOString(),
    by: { id: row.byId, name: row.byName },
    loss: cheated ? { amount: row.lossFen, at: row.lossAt?.toISOString() ?? null } : null,
    stopPayment: row.stopPayment,
    falseAlarm: row.falseAlarm,
    sought: row.sought,
    told: row.told,
    of: row.ofId === null || row.ofNo === null ? null : { id: row.ofId, no: row.ofNo },
    savedFen: row.savedFen,
    claimedFen: row.claimedFen,
  };
}
