import type { Level, QuietPeriod } from '@lanzha/contract';
import { levels } from '@lanzha/contract';
import { type Giving, giving, givingNothing, inOwnScope, type Tx, uuidArray } from '../../ground/db/index.ts';
import type { Params } from '../../ground/params/index.ts';
import type { Desk } from './desk.ts';
import { levelOf } from './judged.ts';
import type { Raise } from './raise.ts';

/** Do-not-disturb after a false alarm (rules.md §6.1): signals are decided and kept, no new warning is dispatched. */
export interface QuietSpan {
  readonly until: Date;
}

/** `too-long` beyond the parameter; null when nobody asked for it. */
export function quietSpan(
  params: Params,
  now: Date,
  days: number | undefined,
): QuietSpan | 'too-long' | null {
  if (days === undefined) return null;
  if (days * 86_400_000 > params.milliseconds('warning.quiet.most', now)) return 'too-long';
  return { until: new Date(now.getTime() + days * 86_400_000) };
}

/** What is urgent, and what somebody above instructs, breaks through. Pure. */
export function breaksThrough(judgements: Raise['judgements']): boolean {
  return judgements.some(
    (judgement) =>
      judgement.signal.kind === 'instruction' || levels[levelOf(judgement)] === ('urgent' satisfies Level),
  );
}

export async function startQuiet(
  { tx, actor, now }: Desk,
  { warningId, version }: { warningId: string; version: number },
  { until }: QuietSpan,
): Promise<void> {
  await tx.query({
    name: 'start-quiet-period',
    text: `INSERT INTO quiet_period (warning_id, made_version, from_at, until_at, set_by) VALUES ($1, $2, $3, $4, $5)`,
    values: [warningId, version, now, until, actor.id],
  });
}

/** @returns whether any ran */
export async function liftQuiet(
  { tx, actor, now }: Desk,
  { warningId, version }: { warningId: string; version: number },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'lift-quiet-period',
    text: `UPDATE quiet_period SET lifted_at = $2, lifted_by = $3, lifted_version = $4
           WHERE warning_id = $1 AND lifted_at IS NULL AND until_at > $2`,
    values: [warningId, now, actor.id, version],
  });
  return (rowCount ?? 0) > 0;
}

/** A step was taken back: what it began is lifted, what it lifted runs on to its end. */
export async function takeBackQuiet(
  { tx, actor, now }: Desk,
  undone: { warningId: string; version: number },
  byVersion: number,
): Promise<void> {
  await tx.query({
    name: 'drop-quiet-period',
    text: `UPDATE quiet_period SET lifted_at = $3, lifted_by = $4, lifted_version = $5
           WHERE warning_id = $1 AND made_version = $2 AND lifted_at IS NULL`,
    values: [undone.warningId, undone.version, now, actor.id, byVersion],
  });
  await tx.query({
    name: 'restore-quiet-period',
    text: `UPDATE quiet_period SET lifted_at = NULL, lifted_by = NULL, lifted_version = NULL
           WHERE warning_id = $1 AND lifted_version = $2`,
    values: [undone.warningId, undone.version],
  });
}

/** Person → the period in which nobody is to disturb them. */
export type QuietPersons = ReadonlyMap<string, string>;

type Judged = Pick<Raise, 'person' | 'absorb' | 'judgements'>;

const asksForQuiet = ({ judgements }: Judged) => judgements.length > 0 && !breaksThrough(judgements);

/**
 * Of those whom these signals are about, and those who turned out to be the same. The person of the false alarm is asked of its
 * warning, so that a warning that forgot disturbs nobody's peace.
 */
export async function findQuietPersons(tx: Tx, judged: readonly Judged[], now: Date): Promise<QuietPersons> {
  const asked = judged.filter(asksForQuiet).flatMap(({ person, absorb }) => [person, ...absorb]);
  if (asked.length === 0) return new Map();
  const { rows } = await tx.query<{ person: string; id: string }>({
    name: 'find-quiet-persons',
    text: `SELECT DISTINCT ON (w.person) w.person, q.id FROM quiet_period q JOIN warning w ON w.id = q.warning_id
           WHERE q.lifted_at IS NULL AND q.until_at > $2 AND w.person = ANY ($1) ORDER BY w.person, q.until_at DESC`,
    values: [uuidArray(asked), now],
  });
  return new Map(rows.map(({ person, id }) => [person, id]));
}

interface HeldBack<T> {
  readonly raise: T;
  readonly period: string;
}

/** Of raises that would make new warnings, those that may (`loud`), and those of who is not to be disturbed. Pure. */
export function partedByQuiet<T extends Raise>(
  raises: readonly T[],
  quiet: QuietPersons,
): { loud: T[]; heldBack: HeldBack<T>[] } {
  const loud: T[] = [];
  const heldBack: HeldBack<T>[] = [];
  for (const raise of raises) {
    const period = asksForQuiet(raise)
      ? [raise.person, ...raise.absorb].map((one) => quiet.get(one)).find(Boolean)
      : undefined;
    if (period === undefined) loud.push(raise);
    else heldBack.push({ raise, period });
  }
  return { loud, heldBack };
}

/** What came of who is not to be disturbed is counted. */
export function countingHeldBack(heldBack: readonly HeldBack<Raise>[]): Giving<void> {
  if (heldBack.length === 0) return givingNothing;
  const rows = heldBack.flatMap(({ raise, period }) =>
    raise.judgements.map((judgement) => ({
      quiet: period,
      batch: judgement.batchId,
      ord: judgement.ord,
      at: judgement.at,
      level: levelOf(judgement),
      score: judgement.score,
    })),
  );
  const statement = {
    name: 'count-held-signals',
    text: `INSERT INTO quiet_signal (quiet_id, batch_id, ord, at, level, score)
           SELECT quiet, batch, ord, at, level, score FROM jsonb_to_recordset($1)
             AS s (quiet uuid, batch bigint, ord integer, at timestamptz, level smallint, score smallint)
           ON CONFLICT DO NOTHING`,
    values: [JSON.stringify(rows)],
  };
  return giving(statement, () => undefined);
}

type Listed = {
  id: string;
  warningId: string;
  no: number;
  name: string | null;
  fromAt: Date;
  untilAt: Date;
  setBy: string;
  setByName: string;
  liftedAt: Date | null;
  held: number;
};

const quietRows = `SELECT q.id, q.warning_id AS "warningId", w.no, w.subject_masked ->> 'name' AS name, q.from_at AS "fromAt",
    q.until_at AS "untilAt", q.set_by AS "setBy", p.name AS "setByName", q.lifted_at AS "liftedAt",
    (SELECT count(*) FROM quiet_signal s WHERE s.quiet_id = q.id) AS held
  FROM quiet_period q JOIN warning w ON w.id = q.warning_id JOIN person p ON p.id = q.set_by`;

type Reader = Pick<Desk, 'tx' | 'actor' | 'now'>;

/** The newest of a warning, running or over; null when there was none, or it was taken back. */
export async function readQuiet(desk: Reader, warningId: string): Promise<QuietPeriod | null> {
  const { rows } = await desk.tx.query<Listed>({
    name: 'read-quiet-period',
    text: `${quietRows} WHERE q.warning_id = $1 ORDER BY q.made_version DESC LIMIT 1`,
    values: [warningId],
  });
  return rows[0] === undefined ? null : shown(desk, rows[0]);
}

/** Those of the own scope that run, the first to end first. */
export async function listQuiet(desk: Reader) {
  const { rows } = await desk.tx.query<Listed>({
    name: 'list-quiet-periods',
    text: `${quietRows} WHERE q.lifted_at IS NULL AND q.until_at > $1 AND ${inOwnScope('w.place_code', 'w.unit_id')}
           ORDER BY q.until_at LIMIT 200`,
    values: [desk.now],
  });
  return {
    items: rows.map((row) => ({
      warning: { id: row.warningId, no: row.no, name: row.name },
      quiet: shown(desk, row),
    })),
  };
}

function shown({ actor, now }: Reader, row: Listed): QuietPeriod {
  const running = row.liftedAt === null && row.untilAt > now;
  return {
    id: row.id,
    fromAt: row.fromAt.toISOString(),
    untilAt: row.untilAt.toISOString(),
    by: { id: row.setBy, name: row.setByName },
    liftedAt: row.liftedAt?.toISOString() ?? null,
    held: row.held,
    running,
    mayLift: running && actor.acts.includes('warnings.handle'),
  };
}
