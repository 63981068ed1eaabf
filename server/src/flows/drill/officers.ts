import type { Level } from '@lanzha/contract';
import { centreCode, chanceOf, type Truth } from '@lanzha/engine/drill';
import { type Db, machine } from '../../ground/db/index.ts';
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
import type { District } from './found-district.ts';
import { type Move, nextMove } from './moves.ts';
import { timeOfMove } from './paces.ts';
import type { Plot } from './plot.ts';
import type { Sent } from './send-lines.ts';

export interface OfficersDeps extends WarningsDeps {
  readonly db: Db;
  readonly district: District;
  readonly plot: Plot;
  readonly seed: number;
}

/** The staff of the story at work: through the services, under their own names and scopes, at story time. */
export interface Officers {
  /** News of what was decided: a warning that is new is taken up after a while. */
  hear(sent: readonly Sent[], at: number): void;
  /** Does what is due up to an instant. @returns what became of the attempts */
  workUntil(at: number): Promise<Truth[]>;
  readonly cases: number;
}

interface Case {
  readonly warningId: string;
  readonly number: number;
  readonly threads: Set<string>;
  readonly slow: boolean;
  moves: number;
  attempts: number;
  reached: boolean;
  metTried: boolean;
  /** Fen that were about to go when the person was brought off it. */
  saving: number;
  due: number;
}

const together = 8;
/** So often may a case be refused a move before nobody tries any more. */
const mostMoves = 16;

export function openOfficers(deps: OfficersDeps): Officers {
  const { plot, seed } = deps;
  const cases = new Map<string, Case>();
  let count = 0;
  const chanceFor = ({ number, moves }: Case) => chanceOf(seed, 'officer', number, moves);

  function hear(sent: readonly Sent[], at: number): void {
    for (const { line, decision } of sent) {
      const { warningId, level } = decision;
      if (warningId === null || level === null) continue;
      const known = cases.get(warningId);
      if (known === undefined) takeUp(warningId, level, at);
      if (line.thread !== null) cases.get(warningId)?.threads.add(line.thread);
    }
  }

  function takeUp(warningId: string, level: Level, at: number): void {
    const chance = chanceOf(seed, 'case', count);
    const slow = chance.hits(0.05);
    const fresh = { warningId, number: count++, threads: new Set<string>(), slow, moves: 0, attempts: 0 };
    const due = timeOfMove(chance, 'sign', level, at, slow);
    cases.set(warningId, { ...fresh, reached: false, metTried: false, saving: 0, due });
  }

  async function workUntil(at: number): Promise<Truth[]> {
    const truth: Truth[] = [];
    for (;;) {
      const due = [...cases.values()].filter((one) => one.due <= at).sort((a, b) => a.due - b.due);
      if (due.length === 0) return truth;
      for (let first = 0; first < due.length; first += together) {
        const group = due.slice(first, first + together);
        const rows = await readRows(
          deps.db,
          group.map(({ warningId }) => warningId),
        );
        truth.push(...(await Promise.all(group.map((one) => workOn(one, rows.get(one.warningId))))).flat());
      }
    }
  }

  async function workOn(one: Case, row: Row | undefined): Promise<Truth[]> {
    const at = one.due;
    if (row === undefined || row.state === 'closed' || one.moves > mostMoves) {
      cases.delete(one.warningId);
      return [];
    }
    const chance = chanceFor(one);
    one.moves++;
    const level = levelAt(row.level);
    const standing = plot.standingOf(one.threads, at);
    const move = nextMove(chance, { ...one, state: row.state, level, standing }, one.saving);
    const actor = actorFor(row.unit_id, one.number);
    const now = new Date(at);
    const seen = { id: one.warningId, version: row.version };
    const done = await inTransactionOrRefusal(deps.db, actor.scope, (tx) =>
      doMove({ ...deps, tx, actor, now }, seen, move, colleagueOf(row.unit_id, actor)),
    ).catch(inTheWay);
    const next = isRefusal(done) ? 'again' : follow(one, move);
    one.due = Math.max(at + 60_000, timeOfMove(chance, next, level, at, one.slow));
    if (isRefusal(done)) return [];
    if (move.act === 'close') cases.delete(one.warningId);
    if (!('stops' in move) || !move.stops) return [];
    one.saving = standing?.next ?? 0;
    return plot.stop(one.threads, at);
  }

  const crewOf = (unitId: string): readonly Actor[] => {
    for (const [code, id] of deps.district.units)
      if (id === unitId) return deps.district.crews.get(code) ?? [];
    return [];
  };
  const handlersOf = (unitId: string): readonly Actor[] => {
    const crew = crewOf(unitId).filter(({ acts }) => acts.includes('warnings.handle'));
    if (crew.length > 0) return crew;
    return (deps.district.crews.get(centreCode) ?? []).filter(({ acts }) => acts.includes('warnings.handle'));
  };
  const actorFor = (unitId: string, number: number): Actor => {
    const crew = handlersOf(unitId);
    const actor = crew[number % crew.length];
    if (actor === undefined) throw new RangeError('the district has nobody who handles warnings');
    return actor;
  };
  const colleagueOf = (unitId: string, actor: Actor): string =>
    handlersOf(unitId).find(({ id }) => id !== actor.id)?.name ?? '值班辅警';

  return {
    hear,
    workUntil,
    get cases() {
      return count;
    },
  };
}

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

interface Row {
  readonly state: Parameters<typeof nextMove>[1]['state'];
  readonly level: number;
  readonly version: number;
  readonly unit_id: string;
}

async function readRows(db: Db, ids: readonly string[]): Promise<Map<string, Row>> {
  return db.inTransaction(machine, async (tx) => {
    const { rows } = await tx.query<Row & { id: string }>({
      name: 'read-drill-cases',
      text: 'SELECT id, state, level, version, unit_id FROM warning WHERE id = ANY ($1::uuid[])',
      values: [ids],
    });
    return new Map(rows.map((row) => [row.id, row]));
  });
}
