import type { Level, WarningState } from '@lanzha/contract';
import { chanceOf, type Truth } from '@lanzha/engine/drill';
import type { Db } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import { inTransactionOrRefusal, isRefusal, refuse } from '../../ground/refusal/index.ts';
import {
  type Desk,
  levelAt,
  recordContact,
  recordMeeting,
  signWarning,
  type WarningsDeps,
} from '../../work/warnings/index.ts';
import { closeAndCollect } from '../cheated-to-incident.ts';
import type { Crew } from './crew.ts';
import { type Move, nextMove } from './moves.ts';
import { type Pace, timeOfMove } from './paces.ts';
import type { Plot } from './plot.ts';

export interface OfficersDeps extends WarningsDeps {
  readonly db: Db;
  readonly crew: Crew;
  readonly plot: Plot;
  readonly seed: number;
  /** So many cases at the same moment. */
  readonly together: number;
  /** The instant that an act carries which falls due at an instant of the story. */
  readonly clockOf: (due: number) => Date;
  /** What became of the attempts, as it comes about. */
  readonly tell: (...truth: readonly Truth[]) => void;
  /** Warnings as they stand now, by id. */
  readonly read: (cases: readonly Known[]) => Promise<ReadonlyMap<string, Stand>>;
}

/** A warning as it lies there for whoever works on it next. */
export interface Stand {
  readonly state: WarningState;
  readonly level: number;
  readonly version: number;
  readonly unit_id: string;
  readonly assignee_id: string | null;
  /** Not for the officers of the story now: looked at again so many milliseconds of the story later. */
  readonly later?: number | undefined;
}

/** What is known of a warning when officers take it up. */
export interface Known {
  readonly warningId: string;
  /** Chance draws by it, and it picks the officer: the same number, the same way through. */
  readonly number: number;
  /** Attempts behind it, as far as they are known; grows from outside. */
  readonly threads: ReadonlySet<string>;
  readonly moves: number;
  readonly attempts: number;
  readonly reached: boolean;
  readonly metTried: boolean;
  /** Fen that were about to go when the person was brought off it. */
  readonly saving: number;
}

export interface WorkSpan {
  /** What was told up to here stays so: nothing is done before it. */
  readonly from: number;
  readonly until: number;
  /** So many acts and no more; what is left over is done next time. */
  readonly atMost: number;
}

/**
 * The staff of the story at work: through the services, under their own names and scopes. What falls due when is reckoned
 * by the clock of the story, in its history and while it goes on alike.
 */
export interface Officers {
  knows(warningId: string): boolean;
  /** A warning whose next step comes at its pace, reckoned from an instant of the story. */
  takeUp(known: Known, level: Level, next: Pace, at: number): void;
  /** Does what is due. @throws what a service threw; the others' work is done then, and that case is left */
  work(span: WorkSpan): Promise<void>;
  /** Lets everything lie. */
  forget(): void;
}

interface Case extends Known {
  readonly slow: boolean;
  moves: number;
  attempts: number;
  reached: boolean;
  metTried: boolean;
  saving: number;
  due: number;
}

/** So often may a case be refused a move before nobody tries any more. */
const mostMoves = 16;

export function openOfficers(deps: OfficersDeps): Officers {
  const { plot, seed, crew, together } = deps;
  const cases = new Map<string, Case>();
  const chanceFor = ({ number, moves }: Case) => chanceOf(seed, 'officer', number, moves);

  function takeUp(known: Known, level: Level, next: Pace, at: number): void {
    const chance = chanceOf(seed, 'case', known.number);
    const slow = chance.hits(0.05);
    cases.set(known.warningId, { ...known, slow, due: timeOfMove(chance, next, level, at, slow) });
  }

  async function work({ from, until, atMost }: WorkSpan): Promise<void> {
    for (let left = atMost; left > 0; ) {
      const due = [...cases.values()]
        .filter((one) => one.due <= until)
        .sort((a, b) => a.due - b.due)
        .slice(0, left);
      if (due.length === 0) return;
      left -= due.length;
      for (let first = 0; first < due.length; first += together) {
        const group = due.slice(first, first + together);
        const stands = await deps.read(group);
        const done = await Promise.allSettled(
          group.map((one) => workOn(one, stands.get(one.warningId), Math.max(one.due, from))),
        );
        for (const one of done) if (one.status === 'rejected') throw one.reason;
      }
    }
  }

  async function workOn(one: Case, stand: Stand | undefined, at: number): Promise<void> {
    if (stand === undefined || stand.state === 'closed' || one.moves > mostMoves) {
      cases.delete(one.warningId);
      return;
    }
    if (stand.later !== undefined) {
      one.due = at + stand.later;
      return;
    }
    const chance = chanceFor(one);
    one.moves++;
    const level = levelAt(stand.level);
    const standing = plot.standingOf(one.threads, at);
    const move = nextMove(chance, { ...one, state: stand.state, level, standing }, one.saving);
    const done = await act(one, stand, move, at).catch((error: unknown) => {
      cases.delete(one.warningId);
      throw error;
    });
    const next = isRefusal(done) ? 'again' : follow(one, move);
    one.due = Math.max(at + 60_000, timeOfMove(chance, next, level, at, one.slow));
    if (isRefusal(done)) return;
    if (move.act === 'close') cases.delete(one.warningId);
    if (!('stops' in move) || !move.stops) return;
    one.saving = standing?.next ?? 0;
    deps.tell(...plot.stop(one.threads, at));
  }

  async function act(one: Case, stand: Stand, move: Move, at: number) {
    const handlers = await crew.handlersOf(stand.unit_id);
    const actor = chosen(handlers, stand.assignee_id, one.number);
    if (actor === undefined) return refuse('NOBODY');
    const colleague = handlers.find(({ id }) => id !== actor.id)?.name ?? '值班辅警';
    const seen = { id: one.warningId, version: stand.version };
    const now = deps.clockOf(at);
    return inTransactionOrRefusal(deps.db, actor.scope, (tx) =>
      doMove({ ...deps, tx, actor, now }, seen, move, colleague),
    ).catch(inTheWay);
  }

  return {
    knows: (warningId) => cases.has(warningId),
    takeUp,
    work,
    forget: () => cases.clear(),
  };
}

/** Whoever has it already goes on with it. */
const chosen = (crew: readonly Actor[], assignee: string | null, number: number): Actor | undefined =>
  crew.find(({ id }) => id === assignee) ?? crew[number % crew.length];

/** What comes after a move that was done. */
function follow(one: Case, move: Move) {
  switch (move.act) {
    case 'sign':
      return 'contact' as const;
    case 'contact':
      one.attempts++;
      one.reached ||= move.input.reached;
      return move.input.reached ? ('meet' as const) : ('again' as const);
    case 'meet':
      one.metTried = true;
      one.reached = true;
      return 'close' as const;
    case 'close':
      return 'close' as const;
  }
}

/** New evidence for the same warning was being written: the officer tries again. 40P01 deadlock, 40001 serialization. */
function inTheWay(error: unknown) {
  const { code } = error as { code?: string };
  if (code === '40P01' || code === '40001') return refuse('CROSSED');
  throw error;
}

type Seen = { readonly id: string; readonly version: number };

function doMove(desk: Desk, seen: Seen, move: Move, colleague: string) {
  switch (move.act) {
    case 'sign':
      return signWarning(desk, seen);
    case 'contact':
      return recordContact(desk, { ...seen, ...move.input });
    case 'meet':
      return recordMeeting(desk, { ...seen, ...move.input, companions: [colleague] });
    case 'close':
      return closeAndCollect(desk, { ...seen, ...move.input });
  }
}
