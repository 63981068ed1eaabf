import { type StoryLine, type Thread, type Truth, truthOfThread } from '@lanzha/engine/drill';

/** Where an attempt stands at an instant. Fen. */
export interface Standing {
  readonly paid: number;
  /** The next payment that comes unless somebody steps in; 0 when none does. */
  readonly next: number;
  readonly left: number;
  readonly listens: Thread['listens'];
}

/** What really goes on, kept by whoever tells the story: who still pays, who was brought off it. Never in the database. */
export interface Plot {
  /** Attempts that begin; their truth is answered for the file. */
  begin(threads: readonly Thread[]): Truth[];
  knows(thread: string): boolean;
  /** Whether a line still comes: not after its person was brought off it, but what money has gone goes on. */
  happens(line: StoryLine): boolean;
  standingOf(threads: Iterable<string>, at: number): Standing | null;
  /** The sum that would have gone next when the person was brought off it; 0 for those who were not. */
  savedOn(threads: Iterable<string>): number;
  /** Those that were still going on are over from now. */
  stop(threads: Iterable<string>, at: number): Truth[];
  /** Payments of `from <= at < to` that went through, seen or not. Attempts that are over are forgotten. */
  payments(from: number, to: number): Truth[];
}

const dayMs = 86_400_000;

export function openPlot(stoppedBefore: ReadonlyMap<string, number> = new Map()): Plot {
  const threads = new Map<string, Thread>();
  const stopped = new Map(stoppedBefore);
  const going = (id: string, at: number) => (stopped.get(id) ?? Number.POSITIVE_INFINITY) > at;
  return {
    begin(fresh) {
      const unknown = fresh.filter(({ id }) => !threads.has(id));
      for (const thread of unknown) threads.set(thread.id, thread);
      return unknown.map(truthOfThread);
    },
    knows: (thread) => threads.has(thread),
    happens({ thread, stage, at }) {
      if (thread === null || going(thread, at)) return true;
      if (stage === 'mule' || stage === 'instruction') return true;
      return stage === 'report' && paidOf(threads.get(thread), stopped.get(thread) ?? at) > 0;
    },
    standingOf(ids, at) {
      const here = [...ids].flatMap((id) => threads.get(id) ?? []);
      const [first] = here;
      if (first === undefined) return null;
      const paid = here.reduce((sum, one) => sum + paidOf(one, Math.min(at, stopped.get(one.id) ?? at)), 0);
      const coming = here.flatMap(({ id, payments }) =>
        going(id, at) ? payments.filter((one) => one.at > at) : [],
      );
      return {
        paid,
        next: coming.toSorted((a, b) => a.at - b.at)[0]?.amount ?? 0,
        left: coming.reduce((sum, { amount }) => sum + amount, 0),
        listens: here.find(({ id }) => going(id, at))?.listens ?? first.listens,
      };
    },
    savedOn(ids) {
      const spared = [...ids].flatMap((id) =>
        (threads.get(id)?.payments ?? []).filter(({ at }) => at > (stopped.get(id) ?? at)),
      );
      return spared.toSorted((a, b) => a.at - b.at)[0]?.amount ?? 0;
    },
    stop(ids, at) {
      const ended = [...ids].filter((id) => going(id, at) && (threads.get(id)?.last ?? 0) > at);
      for (const id of ended) stopped.set(id, at);
      return ended.map((thread): Truth => ({ kind: 'stopped', thread, at }));
    },
    payments(from, to) {
      const paid: Truth[] = [];
      for (const { id, payments, last } of threads.values()) {
        for (const { at, amount } of payments)
          if (at >= from && at < to && going(id, at)) paid.push({ kind: 'paid', thread: id, at, amount });
        if (last < to - 10 * dayMs) threads.delete(id);
      }
      return paid;
    },
  };
}

const paidOf = (thread: Thread | undefined, until: number): number =>
  (thread?.payments ?? []).reduce((sum, { at, amount }) => sum + (at < until ? amount : 0), 0);
