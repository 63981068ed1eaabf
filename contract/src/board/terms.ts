/**
 * Figures of the leader's board. Each stands for one condition over warnings, by which it is counted and by which its
 * records are listed. `closed.<outcome>` are parts of `closed`.
 */
export const boardFigures = [
  'received',
  'dispatched',
  'contacted',
  'met',
  'closed',
  'closed.dissuaded',
  'closed.cheated',
  'closed.not_matched',
  'closed.duplicate',
  'closed.unreachable',
  'closed.refused',
  'closed.transferred',
  'on_time',
  'late',
  'saved',
  'open',
  'overdue',
  'unexplained',
  'follow_up_due',
  'follow_up_overdue',
] as const;
export type BoardFigure = (typeof boardFigures)[number];

/** Those that are set against what is usual at this hour of such a day. */
export const comparedFigures = ['received', 'contacted', 'met', 'closed'] as const;
export type ComparedFigure = (typeof comparedFigures)[number];
