import type { WarningAct, WarningDetail } from '@lanzha/contract';
import { rolesThatMay } from '../../ground/directory/index.ts';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import { before, type Changes, type StepToWrite, writeSteps } from './change.ts';
import type { Desk, Seen } from './desk.ts';
import { getWarning } from './find-warning.ts';
import { type Held, type HoldRefusal, holdWarning } from './hold.ts';
import { inScope, isLentAct } from './lent.ts';
import { mayTry, nextState, type Step, type StepRefusal } from './lifecycle.ts';
import { permissionFor } from './offered-acts.ts';
import { reaching } from './reach.ts';

/** What an act means for this warning; the state follows from `step`. */
export interface Plan {
  readonly step: Step;
  readonly changes?: Changes;
  readonly detail?: Readonly<Record<string, string>>;
  readonly proof?: string | undefined;
  /** Instead of the note as it was typed. */
  readonly note?: string | undefined;
  /** What happened with it: entries after that of the act. */
  readonly more?: StepToWrite['entries'];
  /** The unit that gets it back, though it lies out of the actor's sight. */
  readonly givesBackTo?: string;
  /** Rows beside the warning that this step makes; `version` is the one that it made. */
  readonly beside?: (version: number) => Promise<void>;
}

export type Forbidden = Refusal<'FORBIDDEN', { act: string; roles: string[] }>;
export type ActRefusal = HoldRefusal | StepRefusal | Forbidden;
export type Answer = Promise<WarningDetail | ActRefusal>;

/**
 * The one way an act is done: lock, version, life cycle, then row, history and news in the caller's transaction.
 * A refusal leaves nothing behind (the caller rolls back).
 */
export async function perform(
  desk: Desk,
  act: WarningAct,
  seen: Seen,
  plan: (held: Held) => Promise<Plan | ActRefusal>,
): Answer {
  const { tx, actor, now } = desk;
  const held = await holdWarning(desk, seen);
  if (isRefusal(held)) return held;
  const { row, standing } = held;
  const owns = inScope(actor, row);
  if (!owns && !isLentAct(act)) return forbidden(act);
  if (!mayTry(row.state, act))
    return refuse('NOT_ALLOWED_NOW', { state: row.state as string, act: act as string });
  const planned = await plan(held);
  if (isRefusal(planned)) return planned;
  const state = nextState(row.state, planned.step, standing);
  if (isRefusal(state)) return state;
  const changes: Changes = { ...planned.changes, state };
  // Moving it out of one's own sight is for somebody above; giving back what was sent here is not.
  const leaves = owns && !inScope(actor, { ...row, ...changes });
  if (leaves && planned.givesBackTo === undefined) return forbidden(act);
  const entry = {
    act,
    actor: actor.id,
    note: planned.note ?? seen.note,
    proof: planned.proof,
    detail: planned.detail ?? {},
    before: before(row, changes),
  };
  const steps: StepToWrite[] = [{ row, changes, entries: [entry, ...(planned.more ?? [])] }];
  const write = async () => {
    await planned.beside?.(row.version + 1);
    await writeSteps(tx, desk, steps, now);
    return getWarning(desk, row.id);
  };
  return leaves && planned.givesBackTo !== undefined
    ? handedBack(await reaching(tx, actor, planned.givesBackTo, write))
    : write();
}

/** Gone from the actor's sight: seen once more, and nothing left to do. */
const handedBack = (detail: WarningDetail): WarningDetail => ({
  ...detail,
  acts: [],
  next: [],
  undo: null,
  mayLend: false,
  revealable: [],
});

export function forbidden(act: WarningAct): Forbidden {
  const permission = permissionFor[act];
  return refuse('FORBIDDEN', { act: permission as string, roles: rolesThatMay(permission) as string[] });
}
