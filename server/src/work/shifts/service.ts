import type { OpenWork, ShiftAct, ShiftDetail, ShiftState } from '@lanzha/contract';
import { notify } from '../../ground/notify/index.ts';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import { maskText } from '../../ground/vault/index.ts';
import { giveBackWarnings, readOpenWork } from '../warnings/index.ts';
import type { Seen, ShiftDesk } from './desk.ts';
import { findLastTake, getShift } from './find-shift.ts';
import { nextState, type StepRefusal, type TimeRefusal } from './lifecycle.ts';
import { listEligible } from './posts.ts';
import { byOf, readShifts, type ShiftRow, standingOf, timeOf, toSee } from './row.ts';
import { findSuccessor, takeWarnings } from './take-over.ts';
import { sealWords } from './words.ts';
import { type HoldRefusal, holdShift, type ShiftStepToWrite, writeStep } from './write.ts';

/** What is open now in the reach of the officer: what a hand-over will keep. */
export const readOpen = (desk: ShiftDesk): Promise<OpenWork> => readOpenWork(desk);

type Occupied = Refusal<'STILL_ON_DUTY', { shift: string; name: string; post: string }>;
type Answer<R = never> = Promise<ShiftDetail | HoldRefusal | StepRefusal | R>;

/** Lock, version, table. */
async function begin(
  desk: ShiftDesk,
  seen: Seen,
  act: ShiftAct,
): Promise<{ row: ShiftRow; to: ShiftState } | HoldRefusal | StepRefusal> {
  const row = await holdShift(desk, seen);
  if (isRefusal(row)) return row;
  const to = nextState(standingOf(row), { act, by: byOf(desk, row) });
  return isRefusal(to) ? to : { row, to };
}

async function perform(
  desk: ShiftDesk,
  seen: Seen,
  act: ShiftAct,
  more: Omit<ShiftStepToWrite, 'act' | 'to'>,
): Answer {
  const begun = await begin(desk, seen, act);
  if (isRefusal(begun)) return begun;
  await writeStep(desk, begun.row, { act, to: begun.to, ...more });
  return getShift(desk, seen.id);
}

/** Whoever still keeps this role of the desk, or this person at another one. */
async function findOccupant(desk: ShiftDesk, row: ShiftRow, except?: string): Promise<Occupied | null> {
  const [other] = await readShifts(
    desk,
    `WHERE s.state IN ('on_duty', 'handing_over') AND s.id <> ALL ($6::uuid[])
       AND ((s.post_id = $4 AND s.role = $5) OR s.person_id = $2) LIMIT 1`,
    [row.post.id, row.role, [row.id, ...(except === undefined ? [] : [except])]],
  );
  return other === undefined
    ? null
    : refuse('STILL_ON_DUTY', { shift: other.id, name: other.person.name, post: other.post.name });
}

/** Two who begin at once: the second waits for the first and is told so. */
const lockPost = (desk: ShiftDesk, row: ShiftRow) =>
  desk.tx.query("SELECT pg_advisory_xact_lock(hashtextextended('shift:' || $1, 0))", [row.unit_id]);

export async function signOn(desk: ShiftDesk, seen: Seen): Answer<Occupied | TimeRefusal> {
  const begun = await begin(desk, seen, 'sign_on');
  if (isRefusal(begun)) return begun;
  const untimely = timeOf(desk, begun.row);
  if (untimely !== null) return untimely;
  await lockPost(desk, begun.row);
  const occupied = await findOccupant(desk, begun.row);
  if (occupied !== null) return occupied;
  await writeStep(desk, begun.row, { act: 'sign_on', to: begun.to, changes: { on_at: desk.now } });
  return getShift(desk, seen.id);
}

/** Writes the note, keeps what is open now, and asks the taker to read. */
export async function handOver(
  desk: ShiftDesk,
  input: Seen & { taker: string; note: string },
): Answer<Refusal<'NOT_ELIGIBLE'>> {
  const begun = await begin(desk, input, 'hand_over');
  if (isRefusal(begun)) return begun;
  const { row, to } = begun;
  const people = await listEligible(desk.tx, row.unit_id);
  if (input.taker === row.person.id || !people.some(({ id }) => id === input.taker))
    return refuse('NOT_ELIGIBLE');
  const note = maskText(input.note);
  const open = JSON.stringify(await readOpenWork(desk));
  const words = await sealWords(desk, row.id, note);
  const changes = {
    taker_id: input.taker,
    note_key: words.keyId,
    note_sealed: words.sealed,
    open,
    handed_at: desk.now,
  };
  await writeStep(desk, row, { act: 'hand_over', to, changes, words, detail: { taker: input.taker } });
  await notify(desk.tx, {
    to: { person: input.taker },
    kind: 'shift.offered',
    params: { who: row.person.name },
    link: '/shifts',
    urgent: true,
  });
  return getShift(desk, row.id);
}

export const takeBack = (desk: ShiftDesk, seen: Seen): Answer =>
  perform(desk, seen, 'take_back', {
    changes: { taker_id: null, note_key: null, note_sealed: null, open: null, handed_at: null },
  });

/** The taker has read it and begins: the one shift ends, the other starts, and the warnings follow if so wished. */
export async function confirmShift(
  desk: ShiftDesk,
  input: Seen & { take: boolean },
): Answer<Occupied | Refusal<'NOT_ELIGIBLE'>> {
  const { now, actor } = desk;
  const begun = await begin(desk, input, 'confirm');
  if (isRefusal(begun)) return begun;
  const { row, to } = begun;
  await lockPost(desk, row);
  const people = await listEligible(desk.tx, row.unit_id);
  if (!people.some(({ id }) => id === actor.id)) return refuse('NOT_ELIGIBLE');
  const next = await findSuccessor(desk, row);
  const occupied = await findOccupant(desk, next, row.id);
  if (occupied !== null) return occupied;
  const changes = { ended_at: now, read_at: now, next_id: next.id };
  await writeStep(desk, row, { act: 'confirm', to, changes });
  await writeStep(desk, next, {
    act: 'sign_on',
    to: 'on_duty',
    changes: { on_at: now },
    detail: { after: row.id },
  });
  if (input.take) await takeWarnings(desk, row.person.id, next);
  return getShift(desk, next.id);
}

/** Gives the warnings of the take-over back; what has moved on since then stays. */
export async function giveBack(
  desk: ShiftDesk,
  seen: Seen,
): Answer<Refusal<'TOO_LATE'> | Refusal<'NOT_YOURS'>> {
  const row = await holdShift(desk, seen);
  if (isRefusal(row)) return row;
  if (row.person.id !== desk.actor.id) return refuse('NOT_YOURS');
  const take = await findLastTake(desk, row.id);
  if (take === null) return refuse('TOO_LATE');
  const back = await giveBackWarnings(desk, take.warnings);
  if (back === 0) return refuse('TOO_LATE');
  await writeStep(desk, row, { act: 'untake', to: row.state, detail: { count: back } });
  return getShift(desk, row.id);
}

/** Ends it although nobody takes over; the leaders of the unit are told. */
export async function endAlone(desk: ShiftDesk, input: Seen & { reason: string }): Answer {
  const words = await sealWords(desk, input.id, maskText(input.reason));
  const done = await perform(desk, input, 'end_alone', {
    changes: { ended_at: desk.now, reason_key: words.keyId, reason_sealed: words.sealed },
    words,
  });
  if (isRefusal(done)) return done;
  await notify(desk.tx, {
    to: { unit: done.post.unit.id, role: 'leader' },
    kind: 'shift.unattended',
    params: { who: done.person.name },
    link: '/shifts',
    urgent: true,
    unitId: done.post.unit.id,
    except: desk.actor.id,
  });
  return done;
}

export async function cancelShift(desk: ShiftDesk, input: Seen & { note?: string | undefined }): Answer {
  const { note = '' } = input;
  const words = note === '' ? undefined : await sealWords(desk, input.id, maskText(note));
  return perform(desk, input, 'cancel', { changes: { ended_at: desk.now }, words });
}

/** The leader has seen that nobody took over, or that nobody came. */
export async function acknowledgeShift(desk: ShiftDesk, seen: Seen): Answer {
  const row = await holdShift(desk, seen);
  if (isRefusal(row)) return row;
  if (!toSee(row, desk.now))
    return refuse('NOT_ALLOWED_NOW', { state: row.state, act: 'acknowledge' as string });
  await writeStep(desk, row, {
    act: 'acknowledge',
    to: row.state,
    changes: { seen_by: desk.actor.id, seen_at: desk.now },
  });
  return getShift(desk, row.id);
}
