import { centreCode, type Truth, type WarningOfSignal, type World } from '@lanzha/engine/drill';
import { type Db, machine } from '../../ground/db/index.ts';
import type { WarningsDeps } from '../../work/warnings/index.ts';
import {
  findOpenCases,
  isForTrainees,
  listFreshCases,
  listOpenCases,
  type OpenCase,
  readWatched,
} from './cases.ts';
import { colleagueNames, openCrew } from './crew.ts';
import { openDesks } from './desks.ts';
import { openLookingAfter } from './look-after.ts';
import { type Known, openOfficers, type Stand } from './officers.ts';
import type { Plot } from './plot.ts';
import { readWarningsOfSignals } from './read-score.ts';
import type { Sent } from './send-lines.ts';

export interface ColleaguesDeps extends WarningsDeps {
  readonly db: Db;
  readonly world: World;
  readonly plot: Plot;
  readonly tell: (...truth: readonly Truth[]) => void;
  /** What the file of truth said at the start. */
  readonly told: readonly Truth[];
  /** Whether an instructor started this attempt. */
  readonly isEmergency: (thread: string) => boolean;
  /** Ids of units by code. */
  readonly units: ReadonlyMap<string, string>;
}

/** A stretch of the story that is being told now, and how much of it goes by in a unit of time on the wall. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly speed: number;
}

/**
 * The officers of the story going on with their work beside the trainees. What they know they read from the database: after
 * a start, and after a time in which they were to keep still, they take up what is open then.
 */
export interface Colleagues {
  /** Does what falls due. What they record carries the clock of the wall. */
  work(stretch: Stretch): Promise<void>;
  /** News of what was decided. */
  hear(sent: readonly Sent[], at: number): Promise<void>;
  /** They keep still from now. */
  rest(): void;
}

/** Warnings that came in by other ways are looked for so often, so far back. */
const lookEvery = 5_000;
const lookBack = 120_000;
/** What is left to trainees is looked at again after so long on the wall. */
const lookAgain = 15_000;
/** A tick takes a second: more than this is left for the next ones. */
const actsAtOnce = 40;
const desksEvery = 10_000;
const lookAfterEvery = 60_000;
const month = 32 * 86_400_000;

export function openColleagues(deps: ColleaguesDeps): Colleagues {
  const { db, vault, world, plot } = deps;
  const names = colleagueNames(world);
  const centre = deps.units.get(centreCode) ?? '';
  const threadsOf = new Map<string, Set<string>>();
  const crew = openCrew(db, names, centre);
  const clockOf = () => new Date();
  const desks = openDesks({ ...deps, names, seed: world.params.seed, clockOf });
  const lookingAfter = openLookingAfter({
    ...deps,
    crew,
    clockOf,
    seed: world.params.seed,
    threadsOf: (warningId) => threadsOf.get(warningId) ?? [],
  });
  let deskedAt = 0;
  let lookedAfterAt = 0;
  let linked = false;
  let awake = false;
  let lookedAt = 0;
  let speed = 1;

  const officers = openOfficers({
    ...deps,
    crew,
    seed: world.params.seed,
    together: 2,
    clockOf,
    read: async (cases) => {
      const rows = await db.inTransaction(machine, (tx) =>
        readWatched(
          tx,
          cases.map(({ warningId }) => warningId),
          names,
        ),
      );
      const threads = new Map(cases.map((one) => [one.warningId, one.threads]));
      const later = lookAgain * speed;
      return new Map(
        rows.map((row): [string, Stand] => {
          const emergency = [...(threads.get(row.id) ?? [])].some(deps.isEmergency);
          const aside = isForTrainees({ ...row, emergency }) || row.last.getTime() > Date.now();
          return [row.id, aside ? { ...row, later } : row];
        }),
      );
    },
  });

  const link = (warningId: string, thread: string) => {
    const known = threadsOf.get(warningId);
    if (known === undefined) threadsOf.set(warningId, new Set([thread]));
    else known.add(thread);
  };

  /** Which attempt stands behind which warning is known to the file of truth alone. */
  async function linkTold(storyAt: number): Promise<void> {
    const lately = deps.told.filter((one) => one.kind === 'signal' && one.at > storyAt - month);
    const warningOf: WarningOfSignal = await db.inTransaction(machine, (tx) =>
      readWarningsOfSignals(tx, vault, lately),
    );
    for (const one of lately) {
      const warningId = one.kind === 'signal' ? warningOf.get(one.id) : undefined;
      if (one.kind === 'signal' && warningId !== undefined) link(warningId, one.thread);
    }
    linked = true;
  }

  function takeUp(found: readonly OpenCase[], at: number): void {
    for (const { known, level, next } of found) {
      const { warningId } = known;
      if (officers.knows(warningId)) continue;
      const threads = threadsOf.get(warningId) ?? new Set<string>();
      threadsOf.set(warningId, threads);
      officers.takeUp({ ...known, threads, saving: savedBy(known, threads) }, level, next, at);
    }
  }

  /** What was about to go when the person was brought off it, unless another warning speaks of the same attempt. */
  function savedBy({ warningId, reached }: OpenCase['known'], threads: Known['threads']): number {
    if (!reached) return 0;
    const shared = (thread: string) =>
      [...threadsOf].some(([id, others]) => id !== warningId && others.has(thread));
    return plot.savedOn([...threads].filter((thread) => !shared(thread)));
  }

  async function look({ from }: Stretch): Promise<void> {
    const now = Date.now();
    if (awake && now - lookedAt < lookEvery) return;
    lookedAt = now;
    const found = await db.inTransaction(machine, (tx) =>
      awake ? listFreshCases(tx, new Date(now - lookBack)) : listOpenCases(tx),
    );
    awake = true;
    takeUp(found, from);
  }

  /** Shifts go by the clock of the wall, as those of the trainees do. */
  async function keepDesks(): Promise<void> {
    const now = Date.now();
    if (now - deskedAt < desksEvery) return;
    deskedAt = now;
    await desks.keep(now);
  }

  /** As the plan of a follow-up does: by the clock of the wall. */
  async function lookAfter(): Promise<void> {
    const now = Date.now();
    if (now - lookedAfterAt < lookAfterEvery) return;
    lookedAfterAt = now;
    await lookingAfter.keep(now);
  }

  return {
    async work(stretch) {
      speed = stretch.speed;
      if (!linked) await linkTold(stretch.from);
      await look(stretch);
      await keepDesks();
      await lookAfter();
      await officers.work({ from: stretch.from, until: stretch.to, atMost: actsAtOnce });
    },
    async hear(sent, at) {
      const raised = sent.flatMap(({ line, decision: { warningId, level } }) =>
        warningId === null || level === null ? [] : [{ warningId, thread: line.thread }],
      );
      for (const { warningId, thread } of raised) if (thread !== null) link(warningId, thread);
      const fresh = [...new Set(raised.map(({ warningId }) => warningId))].filter(
        (id) => !officers.knows(id),
      );
      if (!awake || fresh.length === 0) return;
      takeUp(await db.inTransaction(machine, (tx) => findOpenCases(tx, fresh)), at);
    },
    rest() {
      awake = false;
      officers.forget();
    },
  };
}
