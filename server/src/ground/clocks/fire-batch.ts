import { fireDue, nextStep, type Step } from '@lanzha/engine/deadlines';
import { type Db, machine, type Tx } from '../db/index.ts';
import { type ClockRow, date, toClock } from './clock-row.ts';

/** A clock as it was claimed. */
export type DueClock = Pick<ClockRow, 'subject_kind' | 'subject_id' | 'policy' | 'params' | 'due_at'>;

/** Something that a clock did by itself: a step came, or a pause was over. */
export interface Firing<Subject = unknown> {
  readonly id: string;
  readonly policy: string;
  readonly step: Step | 'resume';
  /** As `hold` answered it. */
  readonly subject: Subject;
  readonly clock: DueClock;
}

/** What a room does when its clocks fire; `app.ts` registers it under the kind of its subjects. */
export interface ClockHandler<Subject = unknown> {
  /**
   * Locks the subjects that nobody works on at this moment and answers them by id: the others are left for the next
   * round. It must not wait (SKIP LOCKED): whoever holds a subject may be waiting for its clock.
   */
  hold(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Subject>>;
  /** In the transaction that marks the steps as fired: both happen or neither. */
  fire(tx: Tx, firings: readonly Firing<Subject>[], now: Date): Promise<void>;
}
export type ClockHandlers = Readonly<Record<string, ClockHandler>>;

/** The database's time, whatever the clock of this machine says. */
export async function databaseTime(tx: Tx): Promise<Date> {
  const { rows } = await tx.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const now = rows[0]?.now;
  if (now === undefined) throw new RangeError('the database tells no time');
  return now;
}

/** The handlers threw; nothing was written. `claimed` is what they were given. */
export class FiringFailed extends Error {
  override name = 'FiringFailed';
  readonly claimed: readonly (DueClock & Pick<ClockRow, 'failures' | 'version'>)[];

  constructor(claimed: FiringFailed['claimed'], cause: unknown) {
    super('a clock handler failed', { cause });
    this.claimed = claimed;
  }
}

export interface FireOptions {
  readonly db: Db;
  readonly handlers: ClockHandlers;
  readonly limit: number;
  readonly now?: ((tx: Tx) => Promise<Date>) | undefined;
}

/**
 * Claims clocks that have something to do, tells their rooms and marks it, all in one transaction: a process that dies
 * in the midst has done nothing, and another one does it.
 * @returns how many were due (at most `limit`), and how many of them were free
 * @throws FiringFailed
 */
export function fireBatch({ db, handlers, limit, now = databaseTime }: FireOptions) {
  return db.inTransaction(machine, async (tx) => {
    const at = await now(tx);
    const claimed = await claimClocks(tx, Object.keys(handlers), at, limit);
    if (claimed.length === 0) return { due: 0, done: 0 };
    try {
      const free = await freeOf(tx, handlers, claimed);
      const fired = free.map((each): Fired => ({ ...each, ...fireDue(clockOf(each.row), at.getTime()) }));
      for (const [kind, handler] of Object.entries(handlers)) {
        const firings = fired.flatMap(({ row, subject, fired: steps }) =>
          row.subject_kind === kind
            ? steps.map((step) => ({ id: row.subject_id, policy: row.policy, step, subject, clock: row }))
            : [],
        );
        if (firings.length > 0) await handler.fire(tx, firings, at);
      }
      await markFired(tx, fired, at);
      return { due: claimed.length, done: free.length };
    } catch (error) {
      throw new FiringFailed(claimed, error);
    }
  });
}

/** What deciding and telling need of a row; lists as texts, which are cheap to read. */
type Claimed = DueClock &
  Pick<
    ClockRow,
    | 'calendar'
    | 'due_ms'
    | 'state'
    | 'started_at'
    | 'used_ms'
    | 'running_since'
    | 'paused_until'
    | 'failures'
    | 'version'
  > & { readonly prewarn: string; readonly escalate: string; readonly done: string };

async function claimClocks(tx: Tx, kinds: readonly string[], at: Date, limit: number): Promise<Claimed[]> {
  const { rows } = await tx.query<Claimed>({
    name: 'claim-due-clocks',
    text: `SELECT subject_kind, subject_id, policy, calendar, params, due_ms, state, started_at, used_ms, running_since,
                  paused_until, due_at, failures, version, array_to_string(prewarn_ms, ' ') AS prewarn,
                  array_to_string(escalate_ms, ' ') AS escalate, array_to_string(fired, ' ') AS done
           FROM clocks WHERE next_at <= $1 AND subject_kind = ANY ($2)
           ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED`,
    values: [at, kinds, limit],
  });
  return rows;
}

const listOf = (text: string) => (text === '' ? [] : text.split(' '));

const clockOf = ({ prewarn, escalate, done, ...row }: Claimed) =>
  toClock({
    ...row,
    ended_at: null,
    prewarn_ms: listOf(prewarn).map(Number),
    escalate_ms: listOf(escalate).map(Number),
    fired: listOf(done) as Step[],
  });

interface Free {
  readonly row: Claimed;
  readonly subject: unknown;
}

async function freeOf(tx: Tx, handlers: ClockHandlers, claimed: readonly Claimed[]): Promise<Free[]> {
  const free: Free[] = [];
  for (const [kind, handler] of Object.entries(handlers)) {
    const rows = claimed.filter((row) => row.subject_kind === kind);
    if (rows.length === 0) continue;
    const held = await handler.hold(tx, [...new Set(rows.map((row) => row.subject_id))]);
    for (const row of rows)
      if (held.has(row.subject_id)) free.push({ row, subject: held.get(row.subject_id) });
  }
  return free;
}

type Fired = Free & ReturnType<typeof fireDue>;

async function markFired(tx: Tx, fired: readonly Fired[], at: Date): Promise<void> {
  const events = fired.flatMap(({ row, fired: steps }) => steps.map((step) => ({ row, step })));
  await tx.query({
    name: 'mark-fired-clocks',
    text: `WITH e AS (
             INSERT INTO clock_events (subject_id, subject_kind, policy, version, act, at, due_at)
             SELECT id, kind, policy, version, act, $9, due
             FROM unnest($10::uuid[], $11::text[], $12::text[], $13::integer[], $14::text[], $15::timestamptz[])
                    AS e (id, kind, policy, version, act, due))
           UPDATE clocks c
           SET state = f.state, running_since = f.since, paused_until = f.until, fired = string_to_array(f.fired, ' '),
               next_at = f.next, failures = 0, version = c.version + 1
           FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::text[],
                       $8::timestamptz[]) AS f (id, kind, policy, state, since, until, fired, next)
           WHERE c.subject_id = f.id AND c.subject_kind = f.kind AND c.policy = f.policy`,
    values: [
      fired.map(({ row }) => row.subject_id),
      fired.map(({ row }) => row.subject_kind),
      fired.map(({ row }) => row.policy),
      fired.map(({ clock }) => clock.state),
      fired.map(({ clock }) => date(clock.runningSince)),
      fired.map(({ clock }) => date(clock.pausedUntil)),
      fired.map(({ clock }) => clock.fired.join(' ')),
      fired.map(({ clock }) => date(nextStep(clock)?.at ?? null)),
      at,
      events.map(({ row }) => row.subject_id),
      events.map(({ row }) => row.subject_kind),
      events.map(({ row }) => row.policy),
      events.map(({ row }) => row.version + 1),
      events.map(({ step }) => step),
      events.map(({ row }) => row.due_at),
    ],
  });
}
