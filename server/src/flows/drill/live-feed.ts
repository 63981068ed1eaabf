import {
  openStory,
  type StoryLine,
  type Truth,
  threadsOfEmergency,
  truthOfEmergency,
  truthOfLine,
  type World,
} from '@lanzha/engine/drill';
import { type Db, machine } from '../../ground/db/index.ts';
import { countSent, type DrillRow, findDrill, listEmergencies, takeSpan } from '../../work/drill/index.ts';
import type { WarningsDeps } from '../../work/warnings/index.ts';
import type { SignalIntake } from '../signal-intake.ts';
import { openColleagues } from './colleagues.ts';
import { openPlot, type Plot } from './plot.ts';
import { sendersOf, sendLines } from './send-lines.ts';
import type { TruthFile } from './truth-file.ts';

export interface FeedDeps extends WarningsDeps {
  readonly db: Db;
  readonly intake: SignalIntake;
  readonly world: World;
  readonly truth: TruthFile;
  /** What the file of truth says so far. */
  readonly told: readonly Truth[];
}

/** The story going on. Signals carry the clock of the wall; how far the story goes in a second is its speed. */
export interface Feed {
  /** Tells what has come about since the last time. Speaks only while somebody has not paused it. */
  tick(now: Date): Promise<void>;
}

/** A server that stood still for a while does not catch up. */
const longestStep = 5_000;
const emergenciesKept = 50;
const month = 32 * 86_400_000;

export async function openFeed(deps: FeedDeps): Promise<Feed> {
  const { db, world, truth } = deps;
  const story = openStory(world);
  const plot = openPlot(stoppedIn(deps.told));
  const { rows } = await db.pool.query<{ code: string; id: string }>('SELECT code, id FROM unit');
  const units = new Map(rows.map(({ code, id }) => [code, id]));
  const senders = sendersOf((code) => units.get(code));
  const first = deps.told.find((one) => one.kind === 'drill');
  const toldEmergencies = new Set(deps.told.flatMap((one) => (one.kind === 'emergency' ? [one.n] : [])));
  const knownEmergencies = new Set<number>();
  const emergencyThreads = new Set<string>();
  const isEmergency = (thread: string) => emergencyThreads.has(thread);
  const colleagues = openColleagues({ ...deps, plot, units, isEmergency, tell: truth.add });
  let last: number | undefined;
  let began = false;

  /** After a start: those whose attempts are still running, told already. */
  const recall = (row: DrillRow, emergencies: Parameters<typeof story.between>[2]) => {
    const since = Math.max(first?.from ?? 0, row.storyAt.getTime() - month);
    plot.begin(story.threadsBetween(since, row.storyAt.getTime(), emergencies));
    began = true;
  };

  async function tick(now: Date): Promise<void> {
    const row = await findDrill(db.pool);
    const passed = last === undefined ? 0 : Math.min(now.getTime() - last, longestStep);
    last = now.getTime();
    if (row === null || row.madeAt === null) return;
    const from = row.storyAt.getTime();
    const to = row.running ? Math.floor(from + passed * row.speed) : from;
    const taken = await db.inTransaction(machine, (tx) => takeSpan(tx, row.storyAt, new Date(to)));
    if (!taken || to === from) return;
    const emergencies = (await listEmergencies(db.pool, emergenciesKept)).map(({ n, kind, at }) => ({
      n,
      kind,
      at: at.getTime(),
    }));
    if (!began) recall(row, emergencies);
    for (const one of emergencies.filter(({ n }) => !knownEmergencies.has(n))) {
      knownEmergencies.add(one.n);
      for (const { id } of threadsOfEmergency(world, one)) emergencyThreads.add(id);
      if (!toldEmergencies.has(one.n)) truth.add(truthOfEmergency(one));
    }
    truth.add(...plot.begin(story.threadsBetween(from, to, emergencies)));
    if (!row.colleagues) colleagues.rest();
    // What they do before a line decides whether it still comes. Where they fail the story goes on, and that is thrown at the end.
    const working = row.colleagues ? colleagues.work({ from, to, speed: row.speed }) : Promise.resolve();
    const [worked] = await Promise.allSettled([working]);
    const lines = story
      .between(from, to, emergencies)
      .filter(({ thread }) => thread === null || plot.knows(thread));
    truth.add(...(await dissuaded(deps, plot, lines)));
    const happening = lines.filter(plot.happens);
    // One after the other within the tick, so that no two carry the same instant.
    const times = new Map(
      happening.map((line, index) => [line.id, now.getTime() - happening.length + index]),
    );
    const sent = await sendLines(deps.intake, senders, happening, ({ id }) => times.get(id) ?? now.getTime());
    truth.add(
      ...sent.flatMap(({ line, at }) => truthOfLine(line, at)),
      ...paidNow(plot.payments(from, to), now),
    );
    await truth.flush();
    if (sent.length > 0) await db.inTransaction(machine, (tx) => countSent(tx, sent.length));
    await colleagues.hear(sent, to);
    if (worked.status === 'rejected') throw worked.reason;
  }
  return { tick };
}

/** Like the signals, payments carry the clock of the wall. */
const paidNow = (paid: readonly Truth[], now: Date): Truth[] =>
  paid.map((one) => (one.kind === 'paid' ? { ...one, at: now.getTime() } : one));

const stoppedIn = (told: readonly Truth[]) =>
  new Map(told.flatMap((one) => (one.kind === 'stopped' ? [[one.thread, one.at] as const] : [])));

/**
 * Before money goes the person is asked for: whoever was reached by somebody, as far as it takes, and was not dismissed as a
 * false alarm, does not pay. So what trainees do in time counts.
 */
async function dissuaded({ db, vault }: FeedDeps, plot: Plot, lines: readonly StoryLine[]): Promise<Truth[]> {
  const truth: Truth[] = [];
  for (const { thread, draft, stage, at } of lines) {
    if (thread === null || (stage !== 'pay' && stage !== 'small')) continue;
    const standing = plot.standingOf([thread], at - 1);
    if (standing === null || standing.listens === 'never') continue;
    const keys = (['idNo', 'phone', 'account'] as const).flatMap((kind) => {
      const value = draft.subject[kind];
      return value === undefined ? [] : [vault.blindIndex(kind, value)];
    });
    if (await wasReached(db, keys, standing.listens)) truth.push(...plot.stop([thread], at - 1));
  }
  return truth;
}

async function wasReached(db: Db, keys: readonly string[], how: 'call' | 'meet'): Promise<boolean> {
  const { rows } = await db.inTransaction(machine, (tx) =>
    tx.query<{ reached: boolean }>({
      name: 'was-drill-person-reached',
      text: `SELECT EXISTS (
               SELECT FROM warning w WHERE w.person IN (SELECT person FROM subject_state WHERE key = ANY ($1::uuid[]))
                 AND coalesce(w.outcome, '') NOT IN ('not_matched', 'refused')
                 AND CASE WHEN $2 = 'meet' THEN w.met_at ELSE coalesce(w.met_at, w.contacted_at) END > now() - interval '10 days') AS reached`,
      values: [keys, how],
    }),
  );
  return rows[0]?.reached ?? false;
}
