import {
  type FalseAlarm,
  followsOn,
  type Outcome,
  type SoughtWay,
  type StopPayment,
  type ToldParty,
} from '@lanzha/contract';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import { openReview, planFollowUps } from '../dissuasion/index.ts';
import type { Desk, Seen } from './desk.ts';
import { type NewEnding, writeEnding } from './ending.ts';
import { money } from './evidence-facts.ts';
import { cheatedAfterWarning } from './failed-dissuasion.ts';
import { findOther, mergeByHand, type Other } from './merge-by-hand.ts';
import { type ActRefusal, type Answer, type Plan, perform } from './perform.ts';
import { quietSpan, startQuiet } from './quiet.ts';
import { countedElsewhere, type Saved, savingOf } from './saving.ts';
import { answerTransfer } from './transfers.ts';

export interface CloseInput extends Seen {
  readonly outcome: Outcome;
  readonly saved?: Saved | undefined;
  readonly loss?: { readonly amount: number | null; readonly at: string | null } | undefined;
  readonly stopPayment?: StopPayment | undefined;
  readonly falseAlarm?: FalseAlarm | undefined;
  readonly quietDays?: number | undefined;
  /** Number of the other warning. */
  readonly of?: number | undefined;
  readonly sought?: readonly SoughtWay[] | undefined;
  readonly told?: readonly ToldParty[] | undefined;
}

/**
 * Ends a warning with what its outcome demands (contract, demandsOf). With it go, in the same transaction: follow-ups, the
 * review of a failed dissuasion, do-not-disturb, the merge of a duplicate into an open one. What a flow needs of an ending
 * stands in `ending` of the answer.
 */
export async function closeWarning(
  desk: Desk,
  input: CloseInput,
): Promise<Awaited<Answer> | Refusal<'PROOF_USED'>> {
  const counts: { proofKey?: string | undefined } = {};
  const closed = await perform(
    desk,
    'close',
    input,
    async ({ row, standing, transfer }): Promise<Plan | ActRefusal> => {
      const { params, now } = desk;
      const { outcome, note = '' } = input;
      const falseAlarm = outcome === 'not_matched' ? (input.falseAlarm ?? 'other') : undefined;
      const other = outcome === 'duplicate' ? await findOther(desk, row, input.of) : undefined;
      if (isRefusal(other)) return other;
      const saving = await savingOf(desk, row.id, input.saved);
      counts.proofKey = saving?.proofKey;
      const quiet = quietSpan(params, now, followsOn[outcome].quiet ? input.quietDays : undefined);
      if (quiet === 'too-long') return missing('quietDays');
      if (input.loss?.at != null && Date.parse(input.loss.at) > now.getTime() + 300_000)
        return missing('loss');
      const said: NewEnding = {
        outcome,
        falseAlarm,
        ...(outcome === 'cheated' ? { loss: input.loss, stopPayment: input.stopPayment } : {}),
        ...(outcome === 'unreachable' ? { sought: input.sought } : {}),
        ...(outcome === 'refused' ? { told: input.told } : {}),
        ofId: other?.row.id,
        claimedFen: saving?.claimedFen,
        fileId: saving?.fileId,
        proofKey: saving?.proofKey,
      };
      return {
        step: {
          act: 'close',
          outcome,
          saves: saving !== null,
          said: {
            least: {
              attempts: params.number('warning.unreachable.attempts', now),
              ways: params.number('warning.unreachable.ways', now),
            },
            noted: note.trim() !== '',
            loss: said.loss !== undefined,
            stopPayment: said.stopPayment ?? null,
            falseAlarm: falseAlarm ?? null,
            namesOther: other !== undefined,
            sought: said.sought?.length ?? 0,
            told: said.told ?? [],
            accepted: false,
          },
        },
        changes: {
          outcome,
          closed_at: now,
          ...(other === undefined ? {} : { merged_into: other.row.id }),
          ...(saving === null ? {} : { saved_fen: saving.fen, saved_proof: saving.mark }),
        },
        detail: {
          ...codesOf(said, other),
          ...(quiet === null ? {} : { quietUntil: quiet.until.toISOString() }),
          ...(saving === null ? {} : { saved: money(saving.fen) }),
          ...(saving?.claimedFen === undefined ? {} : { claimed: money(saving.claimedFen) }),
        },
        proof: saving?.proof,
        beside: async (version) => {
          const step = { warningId: row.id, version };
          const at = { ...step, unitId: row.unit_id, placeCode: row.place_code };
          if (transfer !== null)
            await answerTransfer(desk.tx, row.id, {
              state: 'withdrawn',
              version,
              by: desk.actor.id,
              at: now,
            });
          await writeEnding(desk, row.id, version, said);
          if (followsOn[outcome].followUps) await planFollowUps(desk, at);
          if (quiet !== null) await startQuiet(desk, step, quiet);
          if (other !== undefined) await mergeByHand(desk, row, other);
          if (
            outcome === 'cheated' &&
            (await cheatedAfterWarning(desk, row, standing, said.loss?.at ?? null))
          )
            await openReview(desk, { ...at, no: row.no, cause: 'closed', dissuadedBy: desk.actor.id });
        },
      };
    },
  );
  if (isRefusal(closed)) return closed;
  const { proofKey } = counts;
  // Last, so that only who may close it hears of it; a refusal takes back what was written.
  const used = proofKey !== undefined && (await countedElsewhere(desk, input.id, proofKey));
  return used ? refuse('PROOF_USED') : closed;
}

const missing = (field: string) => refuse('MISSING', { field });

/** For the history: codes, sums and numbers of warnings. */
function codesOf(said: NewEnding, other: Other | undefined): Record<string, string> {
  const { outcome, loss, stopPayment, falseAlarm, sought = [], told = [] } = said;
  const codes = {
    outcome,
    loss: loss == null ? undefined : loss.amount === null ? 'unknown' : money(loss.amount),
    lossAt: loss == null ? undefined : (loss.at ?? 'unknown'),
    stopPayment,
    falseAlarm,
    sought: sought.length === 0 ? undefined : sought.join(','),
    told: told.length === 0 ? undefined : told.join(','),
    other: other?.row.id,
    otherNo: other === undefined ? undefined : String(other.row.no),
    absorbed: other?.open === true ? 'true' : undefined,
  };
  return Object.fromEntries(
    Object.entries(codes).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
