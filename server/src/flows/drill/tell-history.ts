import { openStory, type StoryLine, truthOfLine, type World } from '@lanzha/engine/drill';
import { type ClockHandlers, fireBatch } from '../../ground/clocks/index.ts';
import type { Db } from '../../ground/db/index.ts';
import type { WarningsDeps } from '../../work/warnings/index.ts';
import type { SignalIntake } from '../signal-intake.ts';
import { readStands } from './cases.ts';
import { crewOfDistrict } from './crew.ts';
import type { District } from './found-district.ts';
import { openLookingAfter } from './look-after.ts';
import { openOfficers } from './officers.ts';
import { openPlot } from './plot.ts';
import { openRoster } from './roster.ts';
import { type Sent, sendersOf, sendLines } from './send-lines.ts';
import type { TruthFile } from './truth-file.ts';

export interface HistoryDeps extends WarningsDeps {
  readonly db: Db;
  readonly world: World;
  readonly district: District;
  readonly truth: TruthFile;
  /** The way in for signals, by a clock that the story moves. */
  readonly intakeAt: (clock: () => Date) => Promise<SignalIntake>;
  readonly handlers: ClockHandlers;
  /** What an hour of the story left behind under the clock of the wall. */
  readonly settle: (at: Date) => Promise<void>;
  readonly progress: (share: number, warnings: number) => void;
}

export interface Told {
  readonly signals: number;
  readonly warnings: number;
  readonly attempts: number;
}

const unknown = { moves: 0, attempts: 0, reached: false, metTried: false, saving: 0 };
const anyTime = { from: Number.NEGATIVE_INFINITY, atMost: Number.POSITIVE_INFINITY };
const hour = 3_600_000;
/** Ordinary lines wait so long for a batch; a line of an attempt goes at once. */
const gathering = 20 * 60_000;
/** From the network to here. */
const transport = 20_000;

/**
 * Lives through the days from `from` to `until`: signals come in by the one way there is, warnings are worked on, clocks
 * fire, all at story time. Nothing of who cheats whom reaches the database.
 */
export async function tellHistory(deps: HistoryDeps, from: number, until: number): Promise<Told> {
  const { world, truth, district, db } = deps;
  const story = openStory(world);
  const plot = openPlot();
  const crew = crewOfDistrict(district);
  const clockOf = (due: number) => new Date(due);
  const officers = openOfficers({
    ...deps,
    plot,
    seed: world.params.seed,
    together: 8,
    crew,
    clockOf,
    tell: truth.add,
    read: (cases) =>
      readStands(
        db,
        cases.map(({ warningId }) => warningId),
      ),
  });
  const cases = new Map<string, Set<string>>();
  const threadsOf = (warningId: string) => cases.get(warningId) ?? [];
  const lookingAfter = openLookingAfter({ ...deps, plot, crew, clockOf, threadsOf, seed: world.params.seed });
  let warnings = 0;
  const senders = sendersOf((code) => district.units.get(code));
  const roster = await openRoster(deps, { from, until });
  let clock = from;
  const intake = await deps.intakeAt(() => new Date(clock));
  let signals = 0;
  let attempts = 0;

  /** News of what was decided: a warning that is new is taken up after a while. */
  const hear = (sent: readonly Sent[], at: number) => {
    for (const { line, decision } of sent) {
      const { warningId, level } = decision;
      if (warningId === null || level === null) continue;
      if (!officers.knows(warningId)) {
        const threads = new Set<string>();
        cases.set(warningId, threads);
        officers.takeUp({ ...unknown, warningId, threads, number: warnings++ }, level, 'sign', at);
      }
      if (line.thread !== null) cases.get(warningId)?.add(line.thread);
    }
  };
  const send = async (lines: readonly StoryLine[], heardAt: number) => {
    const sent = await sendLines(intake, senders, lines, ({ at }) => at);
    hear(sent, heardAt);
    truth.add(...sent.flatMap(({ line, at }) => truthOfLine(line, at)));
    signals += sent.length;
  };
  let sending = Promise.resolve();
  let fired = from;
  const workUntil = async (at: number) => {
    await officers.work({ ...anyTime, until: at });
    if (at - fired < gathering) return;
    fired = at;
    await fireDue(db, deps.handlers, at);
  };
  let keeping = Promise.resolve();
  for (let start = from; start < until; start = nextHour(start)) {
    const end = Math.min(nextHour(start), until);
    keeping = roster.live(start, end);
    keeping.catch(() => undefined); // seen where it is awaited
    const begun = plot.begin(story.threadsBetween(start, end));
    attempts += begun.length;
    truth.add(...begun);
    const lines = story.between(start, end).filter(({ thread }) => thread === null || plot.knows(thread));
    for (const batch of batchesOf(lines)) {
      const last = batch.at(-1)?.at ?? start;
      // What officers did before it decides whether a line of an attempt still comes; ordinary life goes on beside their work.
      const waits = batch.at(-1)?.thread !== null;
      if (waits) await workUntil(last);
      await sending;
      clock = Math.min(last + transport, until);
      sending = send(batch.filter(plot.happens), clock);
      sending.catch(() => undefined); // seen where it is awaited
      if (waits) await sending;
    }
    await Promise.all([sending, workUntil(end), keeping]);
    await lookingAfter.keep(end);
    truth.add(...plot.payments(start, end));
    await truth.flush();
    await deps.settle(new Date(end));
    deps.progress((end - from) / (until - from), warnings);
  }
  await intake.drained();
  return { signals, warnings, attempts };
}

const nextHour = (at: number) => (Math.floor(at / hour) + 1) * hour;

/** Ends a batch behind each line of an attempt, and else when it has waited long enough. */
function batchesOf(lines: readonly StoryLine[]): StoryLine[][] {
  const batches: StoryLine[][] = [];
  let batch: StoryLine[] = [];
  for (const line of lines) {
    const first = batch[0];
    if (first !== undefined && line.at - first.at > gathering) {
      batches.push(batch);
      batch = [];
    }
    batch.push(line);
    if (line.thread !== null && line.stage !== 'mule') {
      batches.push(batch);
      batch = [];
    }
  }
  return batch.length === 0 ? batches : [...batches, batch];
}

async function fireDue(db: Db, handlers: ClockHandlers, at: number): Promise<void> {
  const now = async () => new Date(at);
  for (;;) {
    const { due, done } = await fireBatch({ db, handlers, limit: 500, now });
    if (due < 500 || done === 0) return;
  }
}
