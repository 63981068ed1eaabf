import type { SignalKind, WarningDetail } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { Desk } from './desk.ts';
import { findLastStep, type HistoryAct } from './history.ts';
import { offeredActs } from './offered-acts.ts';
import { hasOtherOpen } from './other-warnings.ts';
import { levelAt, type WarningRow } from './row.ts';
import { type NamedRow, namedRows, toSummary } from './summary.ts';
import { undoOffer } from './undo-offer.ts';

/** Newest first; the count in the summary says how many there are in all. */
const mostEvidence = 200;
const mostHistory = 500;
/** However often somebody looked, what was done stays readable. */
const mostReveals = 50;

/** A warning with everything that happened to it, and what this person may do now. */
export async function findWarning(desk: Desk, id: string): Promise<WarningDetail | Refusal<'NOT_FOUND'>> {
  const { tx, actor } = desk;
  const { rows } = await tx.query<NamedRow>({
    name: 'find-warning',
    text: `${namedRows} WHERE w.id = $1`,
    values: [id],
  });
  const row = rows[0];
  if (row === undefined) return refuse('NOT_FOUND');
  const otherOpen = row.state === 'closed' && (await hasOtherOpen(tx, row));
  return {
    ...toSummary(row),
    reasons: row.reasons,
    evidence: await readEvidence(tx, id),
    history: await readHistory(tx, id),
    acts: offeredActs({ state: row.state, level: levelAt(row.level), otherOpen }, actor.acts),
    undo: undoOffer(row, await findLastStep(tx, id), desk),
    revealable: actor.acts.includes('vault.reveal') ? knownFields(row) : [],
  };
}

/** @throws RangeError when it is not there or outside the scope */
export async function getWarning(desk: Desk, id: string): Promise<WarningDetail> {
  const found = await findWarning(desk, id);
  if ('id' in found) return found;
  throw new RangeError(`warning ${id} is not there`);
}

const knownFields = ({ subject_masked: subject }: WarningRow): WarningDetail['revealable'] =>
  (['phone', 'idNo', 'account', 'name'] as const).filter((field) => subject[field] !== null);

/** Own evidence and that of the warnings that were merged into this one. */
async function readEvidence(tx: Tx, id: string): Promise<WarningDetail['evidence']> {
  const { rows } = await tx.query<
    Pick<WarningDetail['evidence'][number], 'id' | 'score' | 'facts' | 'reasons'> & {
      at: Date;
      kind: SignalKind;
    }
  >({
    name: 'read-warning-evidence',
    text: `WITH RECURSIVE family AS (
             SELECT $1::uuid AS id UNION SELECT w.id FROM warning w JOIN family f ON w.merged_into = f.id)
           SELECT e.id, e.at, e.kind, e.score, e.facts, e.reasons
           FROM warning_evidence e JOIN family f ON e.warning_id = f.id ORDER BY e.at DESC, e.id DESC LIMIT ${mostEvidence}`,
    values: [id],
  });
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

type HistoryItem = WarningDetail['history'][number];

async function readHistory(tx: Tx, id: string): Promise<HistoryItem[]> {
  const { rows } = await tx.query<
    Omit<HistoryItem, 'at' | 'actor' | 'act'> & {
      at: Date;
      act: HistoryAct;
      actorId: string | null;
      actorName: string;
    }
  >({
    name: 'read-warning-history',
    text: `SELECT h.id, h.at, h.by, h.actor_id AS "actorId", coalesce(p.name, '') AS "actorName", h.act,
                  h.from_state AS "from", h.to_state AS "to", h.note, h.detail
           FROM warning_history h LEFT JOIN person p ON p.id = h.actor_id
           WHERE h.warning_id = $1 AND (h.act <> 'reveal' OR h.id IN (
             SELECT id FROM warning_history WHERE warning_id = $1 AND act = 'reveal' ORDER BY id DESC LIMIT ${mostReveals}))
           ORDER BY h.version DESC, h.id DESC LIMIT ${mostHistory}`,
    values: [id],
  });
  return rows.map(({ actorId, actorName, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
    actor: actorId === null ? null : { id: actorId, name: actorName },
  }));
}
