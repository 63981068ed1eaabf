import type { Level, ListRow, Task, TaskDuty, TaskKind } from '@lanzha/contract';
import { levels } from '@lanzha/contract';
import { listFollowUps } from '../../work/dissuasion/index.ts';
import type { Desk } from '../../work/warnings/index.ts';
import { readRows } from '../lists/index.ts';

const most = 200;

interface Wanted {
  readonly kind: TaskKind;
  readonly id: string;
  /** Of a follow-up: when that is due. */
  readonly dueAt?: string;
}

export interface TaskList {
  items: Task[];
  total: number;
  counts: Record<TaskKind, number>;
  asOf: string;
}

/**
 * What this person has to do, the next due first: open warnings in their name, those of their unit that nobody has signed
 * for, people to look after again, warnings lent to them for contact. A warning stands here once.
 */
export async function listTasks(desk: Desk): Promise<TaskList> {
  const counts: Record<TaskKind, number> = { assigned: 0, unsigned: 0, follow_up: 0, lent: 0 };
  const wanted: Wanted[] = [];
  const note = (kind: TaskKind, ids: readonly Omit<Wanted, 'kind'>[], total: number) => {
    const known = new Set(wanted.map(({ id }) => id));
    const fresh = ids.filter(({ id }) => !known.has(id));
    counts[kind] = Math.max(0, total - (ids.length - fresh.length));
    wanted.push(...fresh.map((one) => ({ kind, ...one })));
  };
  for (const kind of ['assigned', 'unsigned', 'lent'] as const) {
    const { ids, total } = await readOpen(desk, kind);
    note(
      kind,
      ids.map((id) => ({ id })),
      total,
    );
  }
  for (const view of ['overdue', 'due'] as const) {
    const before = counts.follow_up;
    const page = await listFollowUps(desk, { view, mine: true, limit: 100 });
    note(
      'follow_up',
      page.items.map(({ warning, dueAt }) => ({ id: warning.id, dueAt })),
      page.counts[view],
    );
    counts.follow_up += before;
  }
  const rows = await readRows(
    desk,
    wanted.map(({ id }) => id),
  );
  const items = rows
    .flatMap((row) => {
      const one = wanted.find(({ id }) => id === row.id);
      return one === undefined ? [] : [toTask(row, one)];
    })
    .toSorted(byNextDue)
    .slice(0, most);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { items, total, counts, asOf: desk.now.toISOString() };
}

const conditions = {
  assigned: 'w.assignee_id = $1',
  unsigned: `w.unit_id = $2 AND w.assignee_id IS NULL AND w.state IN ('new', 'dispatched') AND $1::uuid IS NOT NULL`,
  lent: `w.id = ANY (ARRAY(SELECT warning_id FROM lent_to_me WHERE purpose = 'contact'))
         AND $1::uuid IS NOT NULL`,
} as const;

async function readOpen(
  { tx, actor }: Desk,
  kind: keyof typeof conditions,
): Promise<{ ids: string[]; total: number }> {
  const values = kind === 'unsigned' ? [actor.id, actor.unitId] : [actor.id];
  const where = `w.state <> 'closed' AND ${conditions[kind]}`;
  const { rows } = await tx.query<{ id: string }>({
    name: `read-tasks-${kind}`,
    text: `SELECT w.id FROM warning w WHERE ${where} ORDER BY w.due, w.level, w.id LIMIT ${most}`,
    values,
  });
  if (rows.length < most) return { ids: rows.map(({ id }) => id), total: rows.length };
  const { rows: counted } = await tx.query<{ total: number }>(
    `SELECT count(*) AS total FROM warning w WHERE ${where}`,
    values,
  );
  return { ids: rows.map(({ id }) => id), total: counted[0]?.total ?? rows.length };
}

function toTask({ closedAt: _, savedFen: __, overdue: ___, dueAt, ...warning }: ListRow, one: Wanted): Task {
  if (one.kind === 'follow_up')
    return { kind: one.kind, duty: 'follow_up', dueAt: one.dueAt ?? null, warning };
  return { kind: one.kind, duty: dutyOf(warning), dueAt, warning };
}

/** What stands next on a warning's way; the acts themselves are decided where they are done. */
function dutyOf({ state, clock, level }: Pick<Task['warning'], 'state' | 'clock' | 'level'>): TaskDuty {
  if (state === 'new' || state === 'dispatched') return 'sign';
  if (clock.contactedAt === null && clock.metAt === null) return 'contact';
  return clock.metAt === null && meets(level) ? 'meet' : 'close';
}

/** High levels are met face to face before they end (practice.md W4). */
const meets = (level: Level) => level === 'urgent' || level === 'high';

const never = '9';
function byNextDue(a: Task, b: Task): number {
  return (
    (a.dueAt ?? never).localeCompare(b.dueAt ?? never) ||
    levels.indexOf(a.warning.level) - levels.indexOf(b.warning.level) ||
    a.warning.id.localeCompare(b.warning.id)
  );
}
