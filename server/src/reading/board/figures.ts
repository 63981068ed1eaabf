import type { BoardFigure, ComparedFigure, Outcome } from '@lanzha/contract';
import { isExplained } from '../../work/zeroing/index.ts';

/** Placeholders of a query: the first instant of the day, the instant of asking, and the sheet of zeroing that is open. */
export interface Marks {
  readonly since: string;
  readonly now: string;
  readonly sheet: string;
}
type Condition = (marks: Marks) => string;

const within =
  (column: string): Condition =>
  ({ since, now }) =>
    `w.${column} >= ${since}::timestamptz AND w.${column} < ${now}::timestamptz`;
const both =
  (...conditions: Condition[]): Condition =>
  (marks) =>
    conditions.map((one) => one(marks)).join(' AND ');
const always =
  (condition: string): Condition =>
  () =>
    condition;

const received = within('received_at');
const contacted = within('contacted_at');
const closed = both(always("w.state = 'closed'"), within('closed_at'));
const open = always("w.state <> 'closed'");
const endedAs = (outcome: Outcome) => both(closed, always(`w.outcome = '${outcome}'`));
const followUp =
  (due: (marks: Marks) => string): Condition =>
  (marks) =>
    `EXISTS (SELECT FROM follow_up f WHERE f.warning_id = w.id AND f.state = 'open' AND ${due(marks)})`;

/**
 * What each figure counts, over `warning w`. The same condition lists its records, so that they are as many as it says.
 * A saved sum without proof cannot be in the table (0005-warnings.sql).
 */
export const conditions = {
  received,
  dispatched: both(received, always("w.state <> 'new'")),
  contacted,
  met: within('met_at'),
  closed,
  'closed.dissuaded': endedAs('dissuaded'),
  'closed.cheated': endedAs('cheated'),
  'closed.not_matched': endedAs('not_matched'),
  'closed.duplicate': endedAs('duplicate'),
  'closed.unreachable': endedAs('unreachable'),
  'closed.refused': endedAs('refused'),
  'closed.transferred': endedAs('transferred'),
  on_time: both(contacted, always('w.contacted_at <= w.contact_due')),
  late: both(contacted, always('w.contacted_at > w.contact_due')),
  saved: both(closed, always('w.saved_fen IS NOT NULL')),
  open,
  overdue: both(open, ({ now }) => `w.due < ${now}::timestamptz`),
  unexplained: both(open, ({ sheet }) => `NOT ${isExplained(sheet)}`),
  follow_up_due: followUp(
    ({ now }) => `f.planned_at <= ${now}::timestamptz AND f.due_at > ${now}::timestamptz`,
  ),
  follow_up_overdue: followUp(({ now }) => `f.due_at <= ${now}::timestamptz`),
} as const satisfies Record<BoardFigure, Condition>;

/** Of those set against other days: the instant by which one belongs to a day. */
export const columnOf = {
  received: 'received_at',
  contacted: 'contacted_at',
  met: 'met_at',
  closed: 'closed_at',
} as const satisfies Record<ComparedFigure, string>;

/**
 * Without records of this figure nothing is said: a nought would be a guess. `base` was counted from the same records.
 */
export const baseOf = {
  received: 'received',
  dispatched: 'received',
  contacted: 'day',
  met: 'day',
  closed: 'day',
  'closed.dissuaded': 'closed',
  'closed.cheated': 'closed',
  'closed.not_matched': 'closed',
  'closed.duplicate': 'closed',
  'closed.unreachable': 'closed',
  'closed.refused': 'closed',
  'closed.transferred': 'closed',
  on_time: 'contacted',
  late: 'contacted',
  saved: 'saved',
  open: 'day',
  overdue: 'open',
  unexplained: 'open',
  follow_up_due: 'followUps',
  follow_up_overdue: 'followUps',
} as const satisfies Record<BoardFigure, BoardFigure | 'day' | 'followUps'>;
