import type { WarningAct, WarningState } from '@lanzha/contract';
import { type Giving, give, giving, type Tx } from '../../ground/db/index.ts';
import type { Vault } from '../../ground/vault/index.ts';

export type HistoryAct =
  | WarningAct
  | 'create'
  | 'evidence'
  | 'raise'
  | 'dispatch'
  | 'merge'
  | 'undo'
  | 'reveal'
  | 'pause'
  | 'resume'
  | 'overdue'
  | 'escalate'
  | 'correct'
  | 'follow_up'
  | 'unquiet'
  | 'forget';

/** One entry to write. Texts that people typed come in clear and are sealed here. */
export interface Entry {
  readonly warningId: string;
  /** The version this entry made; a reveal makes none and carries the current one. */
  readonly version: number;
  readonly at: Date;
  /** A person; null for the machine. */
  readonly actor: string | null;
  /** A parameter acted: a clock that was due. */
  readonly by?: 'law';
  readonly act: HistoryAct;
  readonly from: WarningState | null;
  readonly to: WarningState | null;
  readonly note?: string | undefined;
  /** Proof of money saved; shown as `detail.proof`. */
  readonly proof?: string | undefined;
  /** Keys are codes; values are codes, ids or masked words. */
  readonly detail?: Readonly<Record<string, string>>;
  /** Changed columns as they were: what undo restores. */
  readonly before?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Appends entries. What people typed lies sealed under `history/<warningId>/<version>/<act>` as {note, proof}, and nowhere
 * else: no name or number that somebody wrote down stands in the database in clear.
 */
export async function appendHistory(tx: Tx, vault: Vault, entries: readonly Entry[]): Promise<void> {
  await give(tx, await appendingHistory(tx, vault, entries));
}

/** The same as a statement to be given later. */
export async function appendingHistory(
  tx: Tx,
  vault: Vault,
  entries: readonly Entry[],
): Promise<Giving<void>> {
  const rows = [];
  for (const { note, proof, ...entry } of entries) {
    const typed = entry.actor !== null && ((note ?? '') !== '' || proof !== undefined);
    const whole = !typed
      ? null
      : await vault.seal(
          tx,
          'warnings',
          Buffer.from(JSON.stringify({ note, proof })),
          `history/${entry.warningId}/${entry.version}/${entry.act}`,
          entry.at,
        );
    rows.push({
      ...entry,
      note: typed ? null : note,
      keyId: whole?.keyId,
      sealed: whole?.sealed.toString('base64'),
    });
  }
  const statement = {
    name: 'append-warning-history',
    text: `INSERT INTO warning_history
             (warning_id, version, at, by, actor_id, act, from_state, to_state, note, detail, before, key_id, sealed)
           SELECT "warningId", version, at, coalesce(by, CASE WHEN actor IS NULL THEN 'machine' ELSE 'person' END), actor, act, "from",
                  "to", nullif(note, ''), detail, before, "keyId", decode(sealed, 'base64')
           FROM jsonb_to_recordset($1) AS e ("warningId" uuid, version integer, at timestamptz, by text, actor uuid, act text,
             "from" text, "to" text, note text, detail jsonb, before jsonb, "keyId" integer, sealed text)`,
    values: [JSON.stringify(rows)],
  };
  return giving(statement, () => undefined);
}

/** Entries that change what an officer decides on; mere evidence, looking, and what clocks say do not stand in anybody's way. */
const changing = `act <> 'reveal' AND NOT (act = 'evidence' AND before IS NULL) AND by <> 'law'`;

export interface LastStep {
  readonly id: string;
  readonly version: number;
  readonly at: Date;
  readonly act: HistoryAct;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly from_state: WarningState | null;
  readonly detail: Readonly<Record<string, string>>;
  readonly before: Readonly<Record<string, unknown>> | null;
}

/** The newest entry that changed the warning; undefined for one outside the scope. */
export async function findLastStep(tx: Tx, warningId: string): Promise<LastStep | undefined> {
  const { rows } = await tx.query<LastStep>({
    name: 'find-last-warning-step',
    text: `SELECT h.id, h.version, h.at, h.act, h.actor_id, p.name AS actor_name, h.from_state, h.detail, h.before
           FROM warning_history h LEFT JOIN person p ON p.id = h.actor_id
           WHERE h.warning_id = $1 AND ${changing} ORDER BY h.version DESC, h.id DESC LIMIT 1`,
    values: [warningId],
  });
  return rows[0];
}
