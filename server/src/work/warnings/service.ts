import type { ContactMethod, Outcome } from '@lanzha/contract';
import { isRefusal, refuse } from '../../ground/refusal/index.ts';
import { findAssignment } from './assignee.ts';
import { clocksFor } from './clocks.ts';
import type { Desk, Seen } from './desk.ts';
import { destinationOf, readDistrict } from './dispatch.ts';
import { money } from './evidence-facts.ts';
import { maskAbout } from './masking.ts';
import { hasOtherOpen, namesOtherWarning, openedAgain } from './other-warnings.ts';
import { type Answer, perform } from './perform.ts';
import { levelAt } from './row.ts';
import { tellAssigned } from './tell-people.ts';

/** Gives it to a unit or to one of its people. Another unit has to sign for it again. */
export function assignWarning(
  desk: Desk,
  input: Seen & { unit?: string | undefined; person?: string | undefined },
): Answer {
  return perform(desk, 'assign', input, async ({ row }) => {
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
    };
  });
}

/** Signs for it; whoever signs has it unless the desk named somebody. */
export function signWarning(desk: Desk, input: Seen): Answer {
  return perform(desk, 'sign', input, async ({ row }) => ({
    step: { act: 'sign' },
    changes: { assignee_id: row.assignee_id ?? desk.actor.id },
  }));
}

export interface ContactInput extends Seen {
  readonly method: ContactMethod;
  readonly reached: boolean;
  readonly failed?: string | undefined;
}

/** One attempt to reach the person, in vain or not; every one is kept (practice.md W6). */
export function recordContact(desk: Desk, input: ContactInput): Answer {
  return perform(desk, 'contact', input, async ({ row }) => ({
    step: { act: 'contact', reached: input.reached },
    changes: input.reached && row.contacted_at === null ? { contacted_at: desk.now } : {},
    detail: {
      method: input.method,
      reached: String(input.reached),
      ...(input.failed === undefined || input.reached ? {} : { failed: input.failed }),
    },
  }));
}

/** A meeting face to face by at least two people: the actor and others (rules.md §6.3). */
export function recordMeeting(desk: Desk, input: Seen & { companions: readonly string[] }): Answer {
  const names = new Set(input.companions.map((name) => name.trim()));
  names.delete('');
  names.delete(desk.actor.name);
  return perform(desk, 'meet', input, async ({ row }) => ({
    step: { act: 'meet', companions: names.size },
    changes: {
      ...(row.met_at === null ? { met_at: desk.now } : {}),
      ...(row.contacted_at === null ? { contacted_at: desk.now } : {}),
    },
    detail: { companions: maskAbout([...names].join('、'), {}) },
  }));
}

/**
 * Hands it over to the unit of another place. Inside the county that unit signs and the clocks run on: handing over
 * buys no time. Out of the county it ends here as `transferred`.
 */
export function transferWarning(desk: Desk, input: Seen & { place: string }): Answer {
  return perform(desk, 'transfer', input, async ({ row }) => {
    const { place } = input;
    const district = await readDistrict(desk.tx, [place]);
    if (place.length < district.county.length) return refuse('MISSING', { field: 'place' });
    const to = destinationOf(place, district);
    if (to.outside !== undefined)
      return {
        step: { act: 'transfer', insideCounty: false },
        changes: { outcome: 'transferred', closed_at: desk.now },
        detail: { fromPlace: row.place_code, outside: to.outside },
      };
    const unknown = to.place !== place;
    const nowhereElse = place === row.place_code && to.unit.id === row.unit_id;
    if (unknown || nowhereElse) return refuse('MISSING', { field: 'place' });
    return {
      step: { act: 'transfer', insideCounty: true },
      changes: { place_code: place, unit_id: to.unit.id, assignee_id: null },
      detail: { fromPlace: row.place_code, place, unit: to.unit.id, unitName: to.unit.name },
    };
  });
}

export interface CloseInput extends Seen {
  readonly outcome: Outcome;
  /** Fen, with the proof of the payment that was about to happen (rules.md §6.3). */
  readonly saved?: { readonly amount: number; readonly proof: string } | undefined;
}

/** The proof itself is what somebody typed: it lies sealed in the history. */
const sealedProof = '见经过';

export function closeWarning(desk: Desk, input: CloseInput): Answer {
  const { outcome, saved, note } = input;
  return perform(desk, 'close', input, async ({ row }) => ({
    step: {
      act: 'close',
      outcome,
      noted: note !== undefined && note.trim() !== '',
      namesOther: outcome === 'duplicate' && (await namesOtherWarning(desk.tx, note, row)),
      saves: saved !== undefined,
    },
    changes: {
      outcome,
      closed_at: desk.now,
      ...(saved === undefined ? {} : { saved_fen: saved.amount, saved_proof: sealedProof }),
    },
    detail: { outcome, ...(saved === undefined ? {} : { saved: money(saved.amount) }) },
    proof: saved?.proof,
  }));
}

/** Starts the work again on a closed warning, with fresh clocks; all that was done stays in the history. */
export async function reopenWarning(desk: Desk, input: Seen): Answer {
  let answer: Awaited<Answer> | undefined;
  const opened = await openedAgain(desk.tx, async () => {
    answer = await perform(desk, 'reopen', input, async ({ row }) => {
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
      };
    });
  });
  if (opened && answer !== undefined) return answer;
  return refuse('NOT_ALLOWED_NOW', { state: 'closed', act: 'reopen' });
}
