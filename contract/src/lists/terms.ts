/** Columns of the table of all warnings, in the order in which they are offered. */
export const listColumns = [
  'no',
  'level',
  'name',
  'phone',
  'headline',
  'fraudType',
  'place',
  'unit',
  'assignee',
  'state',
  'outcome',
  'received',
  'due',
  'lastEvidence',
  'closed',
  'saved',
  'source',
  'evidence',
] as const;
export type ListColumn = (typeof listColumns)[number];

/** What somebody sees who has chosen nothing. */
export const usualColumns = [
  'no',
  'level',
  'name',
  'headline',
  'fraudType',
  'place',
  'unit',
  'assignee',
  'state',
  'received',
  'due',
] as const satisfies readonly ListColumn[];

/**
 * What the table can be put in order by. Not the score: it dispatches work and makes no ranking of people (rules.md §10.2,
 * §11 U5).
 */
export const listSorts = ['received', 'due', 'level', 'state', 'closed', 'saved', 'no'] as const;
export type ListSort = (typeof listSorts)[number];
export const mostSorts = 3;
export const usualSort = '-received';

/** Days counted from today in Asia/Shanghai, so that a saved view stays true tomorrow. */
export const relativePeriods = ['today', 'yesterday', '7d', '30d'] as const;
export type RelativePeriod = (typeof relativePeriods)[number];

/** How close the rows stand. */
export const densities = ['compact', 'usual'] as const;
export type Density = (typeof densities)[number];

/** Views that everybody has; their names are words of the interface. */
export const builtInViews = {
  all: { filter: {}, sort: usualSort },
  today: { filter: { received: 'today' }, sort: usualSort },
  overdue: { filter: { overdue: true }, sort: 'due' },
  follow_up: { filter: { followUp: true }, sort: 'closed' },
  cheated: { filter: { outcome: 'cheated' }, sort: '-closed' },
  false_alarm: { filter: { outcome: 'not_matched' }, sort: '-closed' },
} as const;
export type BuiltInView = keyof typeof builtInViews;
export const builtInViewCodes = [
  'all',
  'today',
  'overdue',
  'follow_up',
  'cheated',
  'false_alarm',
] as const satisfies readonly BuiltInView[];

/** At most so many rows leave in one file; more has to be narrowed. */
export const mostExported = 100_000;
export const exportFormats = ['xlsx', 'csv'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A text of several values, `urgent,high`, as the values that are known, in their usual order. */
export const valuesOf = <T extends string>(known: readonly T[], text: string | undefined): T[] => {
  const given = new Set(text?.split(','));
  return known.filter((one) => given.has(one));
};

export interface SortKey {
  readonly by: ListSort;
  readonly descending: boolean;
}
/** `level,-received` as keys; what is unknown or named twice is left out. */
export const sortKeysOf = (text: string): SortKey[] => {
  const keys: SortKey[] = [];
  for (const part of text.split(',').slice(0, mostSorts)) {
    const descending = part.startsWith('-');
    const by = listSorts.find((one) => one === (descending ? part.slice(1) : part));
    if (by !== undefined && !keys.some((key) => key.by === by)) keys.push({ by, descending });
  }
  return keys;
};
