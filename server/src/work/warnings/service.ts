import { isRefusal, refuse } from '../../ground/refusal/index.ts';
import { cancelFollowUps } from '../dissuasion/index.ts';
import { findAssignment } from './assignee.ts';
import { clocksFor } from './clocks.ts';
import type { Desk, Seen } from './desk.ts';
import { hasOtherOpen, openedAgain } from './other-warnings.ts';
import { type Answer, perform } from './perform.ts';
import { liftQuiet } from './quiet.ts';
import { levelAt, type WarningRow } from './row.ts';
import { tellAssigned } from './tell-people.ts';
import { answerTransfer } from './transfers.ts';
import { separate } from './unmerge.ts';

export { type CloseInput, closeWarning } from './close.ts';
export { correctContactRecord, recordContact, recordMeeting } from './contact.ts';
export { liftQuietPeriod } from './lift-quiet.ts';
export { acceptTransfer, returnWarning, transferWarning } from './transfer.ts';

/** Gives it to a unit or to one of its people. Another unit has to sign for it again. */
export function assignWarning(
  desk: Desk,
  input: Seen & { unit?: string | undefined; person?: string | undefined },
): Answer {
  return perform(desk, 'assign', input, async ({ row, transfer }) => {
    const to = await findAssignment(desk.tx, input);
    if (isRefusal(to)) return to;
    if (to.personId !== null && to.personId !== row.assignee_id)
      await tellAssigned(desk.tx, { id: row.id, no: row.no, unitId: to.unitId }, to.personId, desk.actor.id);
    return {
      step: { act: 'assign', sameUnit: to.unitId === row.unit_id },
      changes: { unit_id: to.unitId, assignee_id: to.personId },
      detail: {
        unit: to.unitId,
        unitName: to.unitName,
        ...(to.personId === null ? {} : { person: to.personId, personName: to.personName ?? '' }),
      },
      beside: async (version) => {
        // Where the desk puts it now is the answer to where it was sent.
        if (transfer?.kind === 'inside' && to.unitId !== row.unit_id)
          await answerTransfer(desk.tx, row.id, {
            state: 'withdrawn',
            version,
            by: desk.actor.id,
            at: desk.now,
          });
      },
    };
  });
}

/** Signs for it, which accepts what was handed over; whoever signs has it unless the desk named somebody. */
export function signWarning(desk: Desk, input: Seen): Answer {
  return perform(desk, 'sign', input, async ({ row, transfer }) => ({
    step: { act: 'sign' },
    changes: { assignee_id: row.assignee_id ?? desk.actor.id },
    beside: async (version) => {
      if (transfer?.kind === 'inside')
        await answerTransfer(desk.tx, row.id, {
          state: 'accepted',
          version,
          by: desk.actor.id,
          at: desk.now,
        });
    },
  }));
}

/**
 * Starts the work again on a closed warning, with fresh clocks; all that was done stays in the history. Follow-ups of the
 * ending fall away, and so does do-not-disturb. What it had brought into another warning leaves that one.
 */
export async function reopenWarning(desk: Desk, input: Seen): Answer {
  let answer: Awaited<Answer> | undefined;
  const opened = await openedAgain(desk.tx, async () => {
    let merged: WarningRow | undefined;
    answer = await perform(desk, 'reopen', input, async ({ row }) => {
      merged = row;
      const clocks = clocksFor(desk.params, levelAt(row.level), desk.now);
      return {
        step: { act: 'reopen', otherOpen: row.forgotten_at !== null || (await hasOtherOpen(desk.tx, row)) },
        changes: {
          outcome: null,
          closed_at: null,
          saved_fen: null,
          saved_proof: null,
          merged_into: null,
          contacted_at: null,
          met_at: null,
          contact_due: clocks.contactDue,
          meet_due: clocks.meetDue,
        },
        detail: { ...clocks.params },
        beside: async (version) => {
          const step = { warningId: row.id, version };
          await cancelFollowUps(desk, step);
          await liftQuiet(desk, step);
        },
      };
    });
    if (merged !== undefined && !isRefusal(answer)) await separate(desk, merged);
  });
  if (opened && answer !== undefined) return answer;
  return refuse('NOT_ALLOWED_NOW', { state: 'closed', act: 'reopen' });
}
