import type { ContactBasis, ContactFailure, ContactMethod, WarningDetail } from '@lanzha/contract';
import { needsBasis } from '@lanzha/contract';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import {
  type Corrected,
  correctContact,
  dissuasionFailureOf,
  isReviewedSince,
  openReview,
  type Told,
  writeContact,
} from '../dissuasion/index.ts';
import { writeSteps } from './change.ts';
import type { Desk, Seen } from './desk.ts';
import { readEnding } from './ending.ts';
import { escalateFailure } from './escalate-failure.ts';
import { cheatedAfterWarning } from './failed-dissuasion.ts';
import { getWarning } from './find-warning.ts';
import { type Held, type HoldRefusal, holdWarning } from './hold.ts';
import { inScope } from './lent.ts';
import { maskAbout } from './masking.ts';
import { type Answer, type Plan, perform } from './perform.ts';

export interface ContactInput extends Seen, Told {
  readonly method: ContactMethod;
  readonly reached: boolean;
  readonly basis?: ContactBasis | undefined;
  readonly basisWhy?: string | undefined;
}

/** One attempt to reach the person, in vain or not; every one is kept (practice.md W6). */
export function recordContact(desk: Desk, input: ContactInput): Answer {
  return perform(desk, 'contact', input, async (held) => {
    const { method, reached, basis, basisWhy } = input;
    const wrong = wrongTimes(desk, input);
    if (wrong !== null) return wrong;
    if (needsBasis(method)) {
      if (basis === undefined) return refuse('MISSING', { field: 'basis' });
      if ((basisWhy ?? '') === '') return refuse('MISSING', { field: 'basisWhy' });
    }
    const told = toldBy(input, reached);
    const ground = needsBasis(method) ? { basis, basisWhy } : {};
    return {
      ...(await noted(desk, held, { ...told, ...ground, method, reached })),
      step: { act: 'contact', reached },
      changes: reached && held.row.contacted_at === null ? { contacted_at: desk.now } : {},
      detail: {
        method,
        reached: String(reached),
        ...(told.failed === undefined ? {} : { failed: told.failed }),
        ...(told.result === undefined ? {} : { result: told.result }),
        ...(ground.basis === undefined ? {} : { basis: ground.basis }),
      },
    };
  });
}

export interface MeetInput extends Seen, Omit<Told, 'present' | 'failed'> {
  readonly companions: readonly string[];
}

/** A meeting face to face by at least two people: the actor and others (rules.md §6.3). */
export function recordMeeting(desk: Desk, input: MeetInput): Answer {
  const names = new Set(input.companions.map((name) => name.trim()));
  names.delete('');
  names.delete(desk.actor.name);
  return perform(desk, 'meet', input, async (held) => {
    const wrong = wrongTimes(desk, input);
    if (wrong !== null) return wrong;
    const { row } = held;
    const told = { ...toldBy(input, true), present: [...names] };
    return {
      ...(await noted(desk, held, { ...told, method: 'meet', reached: true })),
      step: { act: 'meet', companions: names.size },
      changes: {
        ...(row.met_at === null ? { met_at: desk.now } : {}),
        ...(row.contacted_at === null ? { contacted_at: desk.now } : {}),
      },
      detail: {
        companions: maskAbout([...names].join('、'), {}),
        ...(told.result === undefined ? {} : { result: told.result }),
      },
    };
  });
}

/** The record beside the step, and the leader told when dissuasion failed. */
async function noted(
  desk: Desk,
  { row, failures }: Held,
  contact: Told & Pick<ContactInput, 'method' | 'reached' | 'basis' | 'basisWhy'>,
): Promise<Pick<Plan, 'beside' | 'more'>> {
  const { reached, failed = null, result = null } = contact;
  const failure = dissuasionFailureOf({ reached, failed, result });
  const up = failure === null || failures.has(failure) ? null : await escalateFailure(desk, row, failure);
  return {
    more: up === null ? [] : [up],
    beside: (version) => writeContact(desk, { ...contact, warningId: row.id, version }),
  };
}

/** What a contact says, without what contradicts that the person was reached, or was not. */
function toldBy(input: Told, reached: boolean): Told {
  const { failed, result, startedAt, endedAt, present, said, statement } = input;
  const why: ContactFailure | undefined =
    !reached || (result === 'refuses' && failed === 'convinced_by_scammer') ? failed : undefined;
  return { failed: why, result: reached ? result : undefined, startedAt, endedAt, present, said, statement };
}

const clocksDiffer = 5 * 60_000;

/** A contact that has not begun yet, or ended before it began, was typed wrongly. */
function wrongTimes(
  { now }: Desk,
  { startedAt, endedAt }: Told,
): Refusal<'MISSING', { field: string }> | null {
  const latest = now.getTime() + clocksDiffer;
  const [from, to] = [startedAt, endedAt].map((at) => (at === undefined ? undefined : Date.parse(at)));
  if (from !== undefined && from > latest) return refuse('MISSING', { field: 'startedAt' });
  if (to !== undefined && (to > latest || (from !== undefined && to < from)))
    return refuse('MISSING', { field: 'endedAt' });
  return null;
}

export type CorrectInput = Seen & Told & { readonly contact: string; readonly why: string };

/**
 * Says of a contact what is true; what stood there stays readable, and the correction stands in the history. That dissuasion failed
 * goes up as when it is noted at once; that the money was gone after a warning must be looked into.
 */
export async function correctContactRecord(
  desk: Desk,
  input: CorrectInput,
): Promise<
  | WarningDetail
  | HoldRefusal
  | Refusal<'FORBIDDEN', { act: string; roles: string[] }>
  | Refusal<'MISSING', { field: string }>
> {
  const held = await holdWarning(desk, input);
  if (isRefusal(held)) return held;
  const { row } = held;
  if (!inScope(desk.actor, row) || row.forgotten_at !== null) return refuse('NOT_FOUND');
  const wrong = wrongTimes(desk, input);
  if (wrong !== null) return wrong;
  const version = row.version + 1;
  const corrected = await correctContact(desk, { ...input, warningId: row.id, version });
  if (isRefusal(corrected)) return corrected;
  const { failure } = corrected;
  const up =
    failure === null || held.failures.has(failure) ? null : await escalateFailure(desk, row, failure);
  const { contact, why, result, failed } = input;
  const detail = { contact, ...(result ? { result } : {}), ...(failed ? { failed } : {}) };
  const entry = { act: 'correct', actor: desk.actor.id, note: why, detail } as const;
  const entries = up === null ? [entry] : [entry, up];
  await writeSteps(desk.tx, desk, [{ row, changes: {}, entries }], desk.now);
  if (failure === 'already_transferred') await lookInto(desk, held, corrected, version);
  return getWarning(desk, row.id);
}

/**
 * Cheated after a warning (rules.md §6.3, practice.md W11). Once: not while it is looked into or was since that contact. A correction
 * to the better takes no review back: somebody ends it with what was found, `mistaken` if it was.
 */
async function lookInto(
  desk: Desk,
  { row, standing }: Held,
  { by, version: since, at, reached }: Corrected,
  version: number,
): Promise<void> {
  if (await isReviewedSince(desk.tx, { warningId: row.id, version: since })) return;
  // The attempt may be one of an earlier round.
  const warned = { reached: reached || standing.reached };
  if (!(await cheatedAfterWarning(desk, row, warned, null, at))) return;
  const ending = await readEnding(desk.tx, row.id);
  await openReview(desk, {
    warningId: row.id,
    version,
    unitId: row.unit_id,
    placeCode: row.place_code,
    no: row.no,
    cause: 'corrected',
    dissuadedBy: ending?.by.id ?? by,
  });
}
