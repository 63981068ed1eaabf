import type { Db, Scope } from '../db/index.ts';
import { type Follower, followOutbox } from './follower.ts';
import { isKept, replay } from './outbox.ts';
import { compare, fromEventId, type Position } from './position.ts';
import { createViewer, type Sink, type Viewer } from './viewer.ts';

/** Live updates of one process: reads the outbox and passes on to everybody what they may see. */
export interface Live {
  /** False when this person has too many streams open, or the process too many altogether. */
  hasRoomFor(personId: string): boolean;
  /** Opens a stream, from `lastEventId` on if the browser names one. */
  open(sink: Sink, who: LivePerson, lastEventId: string | undefined): Viewer;
  leave(viewer: Viewer): void;
  /** Ends a stream; its place is free at once, whether or not the other side ever hears of it. */
  end(viewer: Viewer): void;
  /** Open streams of this process. */
  count(): number;
  /** Ends all streams and stops reading. */
  close(): Promise<void>;
}

export interface LivePerson {
  sessionHash: Buffer;
  personId: string;
  scope: Scope;
  /** Mark of the rights that `scope` came from. */
  rights: string;
}

export interface LiveOptions {
  db: Db;
  /**
   * Which sessions (hashes in hex) are still alive, and the mark of the rights behind each: a stream ends with its session and
   * keeps none alive, and does not go on showing what its person could see before.
   */
  liveSessions(hashes: readonly Buffer[]): Promise<ReadonlyMap<string, string>>;
  onError(error: unknown): void;
  beatMs?: number;
  perPerson?: number;
  total?: number;
}

const maxReplay = 2_000;

export async function openLive(options: LiveOptions): Promise<Live> {
  const { db, liveSessions, onError, beatMs = 15_000, perPerson = 6, total = 2_000 } = options;
  const viewers = new Set<Viewer>();
  const follower = await followOutbox({
    db,
    onError,
    onRows: (rows) => {
      for (const viewer of viewers) viewer.take(rows);
    },
  });
  const timer = setInterval(() => beat(viewers, follower, liveSessions).catch(onError), beatMs).unref();

  return {
    hasRoomFor(personId) {
      const theirs = [...viewers].filter((viewer) => viewer.personId === personId).length;
      return theirs < perPerson && viewers.size < total;
    },
    open(sink, who, lastEventId) {
      const viewer = createViewer(sink, who);
      viewers.add(viewer);
      catchUp(db, viewer, who.scope, lastEventId, follower.position()).catch((error: unknown) => {
        onError(error);
        sink.destroy();
      });
      return viewer;
    },
    leave: (viewer) => void viewers.delete(viewer),
    end: (viewer) => endOne(viewers, viewer),
    count: () => viewers.size,
    async close() {
      clearInterval(timer);
      for (const viewer of viewers) endOne(viewers, viewer);
      await follower.close();
    },
  };
}

/** Sends what the browser missed; when that is no longer kept or too much, tells it to load afresh. */
async function catchUp(
  db: Db,
  viewer: Viewer,
  scope: Scope,
  lastEventId: string | undefined,
  now: Position,
): Promise<void> {
  if (lastEventId === undefined || lastEventId === '') {
    viewer.caughtUp([]);
    viewer.beat(now);
    return;
  }
  const last = fromEventId(lastEventId);
  if (last === null || compare(last, now) > 0 || !(await isKept(db.pool, last))) return viewer.reset(now);
  const missed = await replay(db.pool, last, now, scope, maxReplay + 1);
  if (missed.length > maxReplay) viewer.reset(now);
  else viewer.caughtUp(missed);
}

async function beat(
  viewers: Set<Viewer>,
  follower: Follower,
  liveSessions: LiveOptions['liveSessions'],
): Promise<void> {
  if (viewers.size === 0) return;
  const alive = await liveSessions([...viewers].map((viewer) => viewer.sessionHash));
  for (const viewer of viewers) {
    const rights = alive.get(viewer.sessionHash.toString('hex'));
    if (rights === viewer.rights && !viewer.isGone()) viewer.beat(follower.position());
    else endOne(viewers, viewer);
  }
}

function endOne(viewers: Set<Viewer>, viewer: Viewer): void {
  viewers.delete(viewer);
  viewer.end();
}
