import type { WarningDetail } from '@lanzha/contract';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { ContactFact } from '../dissuasion/index.ts';
import { readBeside } from './beside.ts';
import type { Desk } from './desk.ts';
import { findLastStep } from './history.ts';
import { knownToday, maskDetail } from './known-today.ts';
import { asLent, inScope, readLent, recordLentReading } from './lent.ts';
import { offeredActs } from './offered-acts.ts';
import { hasOtherOpen } from './other-warnings.ts';
import { readEvidence } from './read-evidence.ts';
import { readHistory } from './read-history.ts';
import { recommend, type Situation } from './recommend.ts';
import { levelAt, type WarningRow } from './row.ts';
import { readDutyClocks } from './show-clocks.ts';
import { readRound } from './standing.ts';
import { type NamedRow, namedRows, toSummary } from './summary.ts';
import { undoOffer } from './undo-offer.ts';

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
  const lent = await readLent(desk, [row]);
  await recordLentReading(desk, 'loans.read', lent);
  // Nobody knows any more whom it was about: there is nothing to begin again.
  const otherOpen = row.state === 'closed' && (row.forgotten_at !== null || (await hasOtherOpen(tx, row)));
  const { facts, ...beside } = await readBeside(desk, row);
  const { transfer } = beside;
  const waiting = transfer?.state === 'pending' ? transfer.kind : null;
  const next = row.state === 'closed' ? [] : recommend(await situationOf(desk, row, waiting, facts));
  const acts = offeredActs(
    {
      state: row.state,
      level: levelAt(row.level),
      otherOpen,
      waiting,
      asked: transfer?.askedBy.id === actor.id,
      dispatchedHere: row.unit_kind !== 'anti_fraud_center',
      recommended: next.map(({ act }) => act),
    },
    actor.acts,
  );
  const detail: WarningDetail = {
    ...toSummary(row),
    reasons: row.reasons,
    evidence: await readEvidence(desk, id),
    history: await readHistory(desk, id),
    clocks: await readDutyClocks(desk, row),
    acts,
    next: next.filter(({ act }) => acts.includes(act)),
    ...beside,
    undo: undoOffer(row, await findLastStep(tx, id), desk),
    forgottenAt: row.forgotten_at?.toISOString() ?? null,
    mayLend: actor.acts.includes('loans.lend') && inScope(actor, row),
    revealable: actor.acts.includes('vault.reveal') ? knownFields(row) : [],
  };
  return maskDetail(asLent(detail, lent.get(id)), await knownToday(desk, [id]));
}

async function situationOf(
  { tx, params, now }: Desk,
  row: NamedRow,
  waiting: Situation['waiting'],
  facts: readonly ContactFact[],
): Promise<Situation> {
  const { standing } = await readRound(tx, row, facts);
  const least = {
    attempts: params.number('warning.unreachable.attempts', now),
    ways: params.number('warning.unreachable.ways', now),
  };
  return { state: row.state, level: levelAt(row.level), standing, waiting, least };
}

/** @throws RangeError when it is not there or outside the scope */
export async function getWarning(desk: Desk, id: string): Promise<WarningDetail> {
  const found = await findWarning(desk, id);
  if ('id' in found) return found;
  throw new RangeError(`warning ${id} is not there`);
}

const knownFields = ({ subject_masked: subject }: WarningRow): WarningDetail['revealable'] =>
  (['phone', 'idNo', 'account', 'name'] as const).filter((field) => subject[field] !== null);
