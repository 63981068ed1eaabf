import { randomUUID } from 'node:crypto';
import type { PushResult } from '@lanzha/contract';
import { notify } from '../../ground/notify/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import { inScope } from '../warnings/index.ts';
import { type Sheet, sheetAt } from './calendar.ts';
import type { ZeroingDesk } from './desk.ts';
import { isExplained, ownWarnings } from './reach.ts';

interface Pressed {
  readonly id: string;
  readonly unit_id: string;
  readonly place_code: string;
  readonly holder: string | null;
  readonly lastAt: Date | null;
}

type PushRefusal = Refusal<'NOT_FOUND'> | Refusal<'NOTHING_TO_PUSH'> | Refusal<'TOO_SOON', { until: string }>;

/** Presses for one warning that nobody has explained. */
export async function pushWarning(desk: ZeroingDesk, warning: string): Promise<PushResult | PushRefusal> {
  const { rows } = await desk.tx.query<{ unit_id: string; place_code: string }>(
    'SELECT unit_id, place_code FROM warning WHERE id = $1',
    [warning],
  );
  const [row] = rows;
  if (row === undefined || !inScope(desk.actor, row)) return refuse('NOT_FOUND');
  return push(desk, { unit: row.unit_id, warning });
}

/** Presses for everything that a unit has not explained, one notice for each who holds some, and one for its leaders. */
export async function pushUnit(desk: ZeroingDesk, unit: string): Promise<PushResult | PushRefusal> {
  return push(desk, { unit });
}

async function push(
  desk: ZeroingDesk,
  { unit, warning }: { unit: string; warning?: string },
): Promise<PushResult | PushRefusal> {
  const { tx, params, now } = desk;
  const sheet = sheetAt(params, now);
  // Two who press at once: the second sees what the first did.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('zeroing-push/' || $1, 0))`, [unit]);
  const open = await findUnexplained(desk, sheet, { unit, warning });
  if (open.length === 0) return refuse('NOTHING_TO_PUSH');
  const rest = params.milliseconds('zeroing.push.every', now);
  const freeAt = ({ lastAt }: Pressed) => (lastAt === null ? 0 : lastAt.getTime() + rest);
  const due = open.filter((one) => freeAt(one) <= now.getTime());
  if (due.length === 0) {
    const until = Math.min(...open.map(freeAt));
    return refuse('TOO_SOON', { until: new Date(until).toISOString() });
  }
  await writePushes(desk, sheet, due);
  return {
    pushed: due.length,
    skipped: open.length - due.length,
    told: await tell(desk, sheet, unit, due, warning === undefined),
  };
}

async function findUnexplained(
  desk: ZeroingDesk,
  { day }: Sheet,
  { unit, warning }: { unit: string; warning?: string | undefined },
): Promise<Pressed[]> {
  const where = ownWarnings(desk);
  where.and(`w.state <> 'closed' AND w.unit_id = ${where.value(unit)}::uuid`);
  where.and(`NOT ${isExplained(where.value(day))}`);
  if (warning !== undefined) where.and(`w.id = ${where.value(warning)}::uuid`);
  const { rows } = await desk.tx.query<Pressed>(
    `SELECT w.id, w.unit_id, w.place_code, w.assignee_id AS holder,
            (SELECT max(p.at) FROM zeroing_push p WHERE p.warning_id = w.id) AS "lastAt"
     FROM warning w WHERE ${where.sql()} ORDER BY w.level, w.due, w.id`,
    where.values,
  );
  return rows;
}

async function writePushes(
  { tx, actor, now }: ZeroingDesk,
  { day }: Sheet,
  due: readonly Pressed[],
): Promise<void> {
  await tx.query(
    `INSERT INTO zeroing_push (push_id, warning_id, day, at, actor_id, unit_id, place_code, holder_id)
     SELECT $1, w.id, $2, $3, $4, w.unit_id, w.place_code, w.assignee_id FROM warning w WHERE w.id = ANY ($5::uuid[])`,
    [randomUUID(), day, now, actor.id, due.map(({ id }) => id)],
  );
}

/** @returns how many people were told: who holds one, the leaders for what nobody holds; the whole unit if it has neither */
async function tell(
  { tx, actor }: ZeroingDesk,
  { at }: Sheet,
  unit: string,
  due: readonly Pressed[],
  whole: boolean,
): Promise<number> {
  const told = (open: number) => ({
    kind: 'zeroing.push' as const,
    params: { open, hour: timeOf(at) },
    link: '/zeroing',
    unitId: unit,
    except: actor.id,
  });
  let reached = 0;
  const byHolder = Map.groupBy(due, ({ holder }) => holder);
  for (const [holder, mine] of byHolder)
    if (holder !== null) reached += await notify(tx, { ...told(mine.length), to: { person: holder } });
  const forLeaders = whole ? due.length : (byHolder.get(null)?.length ?? 0);
  if (forLeaders > 0) reached += await notify(tx, { ...told(forLeaders), to: { unit, role: 'leader' } });
  return reached > 0 ? reached : notify(tx, { ...told(due.length), to: { unit } });
}

/** 17:00 in Asia/Shanghai. */
const timeOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
