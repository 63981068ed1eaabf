import type { Level, WarningState } from '@lanzha/contract';
import { type Db, machine, type Tx, uuidArray } from '../../ground/db/index.ts';
import { rolesThatMay } from '../../ground/directory/index.ts';
import { levelAt } from '../../work/warnings/index.ts';
import type { Known, Stand } from './officers.ts';
import type { Pace } from './paces.ts';

/** What officers know of warnings while the history is told: nobody else is there. */
export async function readStands(db: Db, ids: readonly string[]): Promise<Map<string, Stand>> {
  return db.inTransaction(machine, async (tx) => {
    const { rows } = await tx.query<Stand & { id: string }>({
      name: 'read-drill-cases',
      text: 'SELECT id, state, level, version, unit_id, assignee_id FROM warning WHERE id = ANY ($1::uuid[])',
      values: [uuidArray(ids)],
    });
    return new Map(rows.map((row) => [row.id, row]));
  });
}

/** What decides whether a colleague may put a hand to a warning. */
export interface Claim {
  readonly state: WarningState;
  /** Somebody who handles warnings has lately been at work in its unit. */
  readonly played: boolean;
  /** A person did something about it, or has it. */
  readonly touched: boolean;
  /** An instructor started what it stands on. */
  readonly emergency: boolean;
}

/** What is new in a unit somebody plays is theirs, an emergency as long as they are there, and what they touched for ever. */
export const isForTrainees = ({ state, played, touched, emergency }: Claim): boolean =>
  touched || (played && (emergency || state === 'new' || state === 'dispatched'));

export interface Watched extends Stand, Omit<Claim, 'emergency'> {
  readonly id: string;
  /** When the last step on it was taken. */
  readonly last: Date;
}

/** The same while people are about; one look for a handful of warnings. @param names of the accounts that are colleagues */
export async function readWatched(
  tx: Tx,
  ids: readonly string[],
  names: readonly string[],
): Promise<Watched[]> {
  const { rows } = await tx.query<Watched>({
    name: 'read-watched-drill-cases',
    text: `SELECT w.id, w.state, w.level, w.version, w.unit_id, w.assignee_id, greatest(w.received_at, h.last) AS last,
             coalesce(h.touched, false) OR (a.id IS NOT NULL AND NOT (a.username = ANY ($2) AND a.signed_in_at IS NULL)) AS touched,
             EXISTS (SELECT FROM session s JOIN person t ON t.id = s.person_id
                     WHERE t.unit_id = w.unit_id AND t.roles && $3::text[] AND s.expires_at > now()
                       AND s.seen_at > now() - interval '30 minutes') AS played
           FROM warning w LEFT JOIN person a ON a.id = w.assignee_id CROSS JOIN LATERAL (
             SELECT max(e.at) AS last,
                    -- Sending it on to others is not working on it, nor is taking that back.
                    bool_or(e.by = 'person' AND e.act <> 'assign' AND coalesce(e.detail ->> 'undoneAct', '') <> 'assign'
                            AND NOT (p.username = ANY ($2) AND p.signed_in_at IS NULL)) AS touched
             FROM warning_history e LEFT JOIN person p ON p.id = e.actor_id WHERE e.warning_id = w.id) h
           WHERE w.id = ANY ($1::uuid[])`,
    values: [uuidArray(ids), names, rolesThatMay('warnings.handle')],
  });
  return rows;
}

/** An open warning as it is taken up: what memory would know of it, read from what was done. */
export interface OpenCase {
  readonly known: Omit<Known, 'threads' | 'saving'>;
  readonly level: Level;
  readonly next: Pace;
}

/** What comes next in each state. */
const nextIn = {
  new: 'sign',
  dispatched: 'sign',
  signed: 'contact',
  contacting: 'again',
  contacted: 'meet',
  met: 'close',
  closed: 'close',
} as const satisfies Record<WarningState, Pace>;

interface OpenRow extends Pick<Known, 'moves' | 'attempts' | 'reached' | 'metTried'> {
  readonly id: string;
  readonly number: number;
  readonly level: number;
  readonly state: WarningState;
}

const openCases = `SELECT w.id, w.no::integer AS number, w.level, w.state, h.moves, h.attempts, h."metTried",
    coalesce(w.contacted_at, w.met_at) IS NOT NULL AS reached
  FROM warning w CROSS JOIN LATERAL (
    SELECT count(*)::integer AS moves, count(*) FILTER (WHERE act = 'contact')::integer AS attempts,
           coalesce(bool_or(act = 'meet'), false) AS "metTried"
    FROM warning_history WHERE warning_id = w.id AND by = 'person') h
  WHERE w.state <> 'closed'`;
const mostOpen = 5_000;
const mostFresh = 200;

/** All that is open, the most urgent first: once after a start. */
export const listOpenCases = (tx: Tx): Promise<OpenCase[]> =>
  readCases(tx, 'list-open-drill-cases', `ORDER BY w.level, w.due, w.id LIMIT ${mostOpen}`, []);

/** Those among these warnings that are open. */
export const findOpenCases = (tx: Tx, ids: readonly string[]): Promise<OpenCase[]> =>
  readCases(tx, 'find-open-drill-cases', 'AND w.id = ANY ($1::uuid[])', [uuidArray(ids)]);

/** What came in since an instant: also what people entered, and what other systems sent. */
export const listFreshCases = (tx: Tx, since: Date): Promise<OpenCase[]> =>
  readCases(
    tx,
    'list-fresh-drill-cases',
    `AND w.received_at > $1 ORDER BY w.received_at DESC LIMIT ${mostFresh}`,
    [since],
  );

async function readCases(
  tx: Tx,
  name: string,
  rest: string,
  values: readonly unknown[],
): Promise<OpenCase[]> {
  const { rows } = await tx.query<OpenRow>({ name, text: `${openCases} ${rest}`, values: [...values] });
  return rows.map(({ id, level, state, ...known }) => ({
    known: { warningId: id, ...known },
    level: levelAt(level),
    next: nextIn[state],
  }));
}
