import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import { findAssignment } from './assignee.ts';
import type { Desk, Seen } from './desk.ts';
import { destinationOf, readDistrict } from './dispatch.ts';
import { writeEnding } from './ending.ts';
import type { Held } from './hold.ts';
import { type ActRefusal, type Answer, forbidden, type Plan, perform } from './perform.ts';
import { tellHandover, tellReturned } from './tell-people.ts';
import { answerTransfer, askTransfer, findPendingTransfer, waitingFor } from './transfers.ts';

/**
 * Hands it over to the unit of another place. Inside the county it moves there and waits until that unit signs or gives
 * it back; out of the county it stays here until a second person has looked. The clocks run on: handing over buys no time.
 */
export function transferWarning(desk: Desk, input: Seen & { place: string }): Answer {
  return perform(desk, 'transfer', input, async ({ row, transfer }) => {
    const { tx, actor, now } = desk;
    const { place } = input;
    const district = await readDistrict(tx, [place]);
    if (place.length < district.county.length) return refuse('MISSING', { field: 'place' });
    const to = destinationOf(place, district);
    const waiting = waitingFor(transfer);
    const asked = {
      fromUnit: row.unit_id,
      fromPlace: row.place_code,
      fromAssignee: row.assignee_id,
      toPlace: place,
      askedBy: actor.id,
    };
    if (to.outside !== undefined)
      return {
        step: { act: 'transfer', insideCounty: false, waiting },
        detail: { fromPlace: row.place_code, outside: to.outside },
        beside: async (version) => {
          await askTransfer(tx, row.id, version, { ...asked, kind: 'outside', toUnit: null }, now);
          await tellHandover(tx, { id: row.id, no: row.no, unitId: row.unit_id }, actor.id);
        },
      };
    const unknown = to.place !== place;
    const nowhereElse = place === row.place_code && to.unit.id === row.unit_id;
    if (unknown || nowhereElse) return refuse('MISSING', { field: 'place' });
    return {
      step: { act: 'transfer', insideCounty: true, waiting },
      changes: { place_code: place, unit_id: to.unit.id, assignee_id: null },
      detail: { fromPlace: row.place_code, place, unit: to.unit.id, unitName: to.unit.name },
      beside: (version) =>
        askTransfer(tx, row.id, version, { ...asked, kind: 'inside', toUnit: to.unit.id }, now),
    };
  });
}

/** A second person of the desk has looked, and the other place has taken it: only now it ends here. */
export async function acceptTransfer(
  desk: Desk,
  input: Seen & { receivedBy: string },
): Promise<Awaited<Answer> | Refusal<'SECOND_PERSON'>> {
  const asked = await findPendingTransfer(desk.tx, input.id);
  if (asked?.kind === 'outside' && asked.askedBy === desk.actor.id) return refuse('SECOND_PERSON');
  return perform(desk, 'accept', input, async ({ row, transfer }) => {
    const { tx, actor, now } = desk;
    const { receivedBy, note } = input;
    return {
      step: {
        act: 'accept',
        waiting: waitingFor(transfer),
        samePerson: transfer?.askedBy === actor.id,
      },
      changes: { outcome: 'transferred', closed_at: now },
      detail: { outcome: 'transferred', outside: transfer?.toPlace ?? '' },
      note: [`对方接收:${receivedBy}`, note].filter(Boolean).join('。'),
      beside: async (version) => {
        await answerTransfer(tx, row.id, { state: 'accepted', version, by: actor.id, at: now });
        await writeEnding(desk, row.id, version, { outcome: 'transferred' });
      },
    };
  });
}

/**
 * Gives it back with a reason: to whom it came from, before anybody here has signed for it; what the machine sent goes
 * back to the desk. A transfer out of the county is declined by the desk, or withdrawn by who asked.
 */
export function returnWarning(desk: Desk, input: Seen & { note: string }): Answer {
  return perform(desk, 'return', input, async (held) => {
    const { tx, actor, now } = desk;
    const { row, transfer } = held;
    const answered = (version: number) =>
      answerTransfer(tx, row.id, { state: 'returned', version, by: actor.id, at: now });
    if (transfer?.kind === 'outside') {
      if (transfer.askedBy !== actor.id && !actor.acts.includes('warnings.assign'))
        return forbidden('accept');
      return {
        step: { act: 'return', waiting: 'outside', dispatchedHere: false },
        detail: { outside: transfer.toPlace },
        beside: async (version) => {
          await answered(version);
          await tellReturned(tx, { id: row.id, no: row.no, unitId: row.unit_id }, transfer.askedBy, actor.id);
        },
      };
    }
    return backTo(desk, held, answered);
  });
}

async function backTo(
  { tx, actor }: Desk,
  { row, transfer }: Held,
  answered: (version: number) => Promise<void>,
): Promise<Plan | ActRefusal | Refusal<'MISSING', { field: string }>> {
  const centre = destinationOf(undefined, await readDistrict(tx, [])).unit;
  const from = transfer === null ? undefined : await openUnit(tx, transfer.fromUnit);
  const { id: unit, name } = from ?? centre;
  const assignee = await stillThere(tx, unit, transfer?.fromAssignee ?? null);
  return {
    step: { act: 'return', waiting: waitingFor(transfer), dispatchedHere: row.unit_id !== centre.id },
    changes: { unit_id: unit, place_code: transfer?.fromPlace ?? row.place_code, assignee_id: assignee },
    detail: { unit, unitName: name },
    givesBackTo: unit,
    beside: async (version) => {
      await answered(version);
      await tellReturned(tx, { id: row.id, no: row.no, unitId: unit }, assignee, actor.id);
    },
  };
}

/** undefined when it has been closed since. */
async function openUnit(tx: Desk['tx'], unit: string): Promise<{ id: string; name: string } | undefined> {
  const { rows } = await tx.query<{ id: string; name: string }>(
    'SELECT id, name FROM unit WHERE id = $1 AND closed_at IS NULL',
    [unit],
  );
  return rows[0];
}

/** Who had it, unless the account was disabled, moved or lost the work since: nobody would see it there. */
async function stillThere(tx: Desk['tx'], unit: string, person: string | null): Promise<string | null> {
  if (person === null) return null;
  const found = await findAssignment(tx, { unit, person });
  return isRefusal(found) ? null : found.personId;
}
