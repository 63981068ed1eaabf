import {
  builtInViewCodes,
  builtInViews,
  type Density,
  densities,
  fraudTypes,
  type ListColumn,
  type ListFilter,
  levels,
  listColumns,
  outcomes,
  relativePeriods,
  type SavedView,
  type SortKey,
  sortKeysOf,
  usualColumns,
  usualSort,
  valuesOf,
  warningStates,
} from '@lanzha/contract';

export const filterNames = [
  'state',
  'outcome',
  'level',
  'fraudType',
  'place',
  'unit',
  'assignee',
  'source',
  'received',
  'closed',
  'overdue',
  'saved',
  'followUp',
  'q',
  'handle',
] as const satisfies readonly (keyof ListFilter)[];
export type FilterName = (typeof filterNames)[number];
export const flags = ['overdue', 'saved', 'followUp'] as const;
export type Flag = (typeof flags)[number];

/** What stands in the address of the table; never what identifies anybody. */
export type ListSearch = Omit<ListFilter, Flag> & { [K in Flag]?: boolean } & {
  /** The tab that this began as: the code of a built-in view or the id of a saved one. */
  view?: string;
  sort?: string;
  cols?: string;
  rows?: Density;
};

export const stateChoices = [...warningStates, 'open'] as const;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const days = /^(20\d\d-\d\d-\d\d)?\.\.(20\d\d-\d\d-\d\d)?$/;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
const matching = (pattern: RegExp, value: unknown): string | undefined => {
  const given = text(value);
  return given !== undefined && pattern.test(given) ? given : undefined;
};
const among = (known: readonly string[], value: unknown): string | undefined => {
  const chosen = valuesOf(known, text(value)).join();
  return chosen === '' ? undefined : chosen;
};
const periodIn = (value: unknown): string | undefined => {
  const given = text(value);
  if (given === undefined || given === '..') return undefined;
  return relativePeriods.some((one) => one === given) || days.test(given) ? given : undefined;
};
const flagIn = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);
const sortIn = (value: unknown): string | undefined => {
  const keys = sortKeysOf(text(value) ?? '');
  return keys.length === 0 ? undefined : sortText(keys);
};
export const sortText = (keys: readonly SortKey[]): string =>
  keys.map(({ by, descending }) => (descending ? '-' : '') + by).join();

/** Columns in the order in which they are named. */
const columnsIn = (value: unknown): ListColumn[] => {
  const named = (text(value) ?? '').split(',');
  return named.flatMap((one, at) => (named.indexOf(one) === at ? listColumns.filter((c) => c === one) : []));
};

/** Keeps what an address may say and drops everything else. */
export const readListSearch = (raw: Record<string, unknown>): ListSearch => {
  const columns = columnsIn(raw.cols).join();
  const rows = densities.find((one) => one === raw.rows);
  const read = {
    view: builtInViewCodes.find((one) => one === raw.view) ?? matching(uuid, raw.view),
    state: among(stateChoices, raw.state),
    outcome: among(outcomes, raw.outcome),
    level: among(levels, raw.level),
    fraudType: among(fraudTypes, padded(raw.fraudType)),
    place: matching(/^\d{2,12}$/, raw.place),
    unit: matching(uuid, raw.unit),
    assignee: matching(uuid, raw.assignee) ?? matching(/^(me|nobody)$/, raw.assignee),
    source: matching(/^(?!.*\d(?:[\s-]*\d){6}).{1,120}$/, raw.source),
    received: periodIn(raw.received),
    closed: periodIn(raw.closed),
    overdue: flagIn(raw.overdue),
    saved: flagIn(raw.saved),
    followUp: flagIn(raw.followUp),
    q: matching(/^(?!.*\d(?:[\s-]*\d){6}).{1,60}$/, raw.q),
    handle: matching(uuid, raw.handle),
    sort: sortIn(raw.sort),
    cols: columns === '' ? undefined : columns,
    rows: rows === 'compact' ? undefined : rows,
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as ListSearch;
};
/** An address that was written by hand may have lost the nought. */
const padded = (value: unknown) => (typeof value === 'number' ? String(value).padStart(2, '0') : value);

export const filterOf = (search: ListSearch): ListFilter =>
  Object.fromEntries(
    filterNames.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])),
  );
export const sortOf = (search: ListSearch): string => search.sort ?? usualSort;
export const columnsOf = (search: ListSearch): ListColumn[] =>
  search.cols === undefined ? [...usualColumns] : columnsIn(search.cols);
export const densityOf = (search: ListSearch): Density => search.rows ?? 'compact';

/** The address after a change; what became undefined leaves it. */
export const changed = (
  search: ListSearch,
  change: { [K in keyof ListSearch]?: ListSearch[K] | undefined },
): ListSearch => readListSearch({ ...search, ...change });

export const countFilters = (search: ListSearch): number =>
  filterNames.filter((name) => search[name] !== undefined).length;
export const withoutFilters = ({ view, sort, cols, rows }: ListSearch): ListSearch =>
  readListSearch({ view, sort, cols, rows });

/** The address of a built-in view: its filters and order, the columns stay as they are. */
export const ofBuiltIn = (code: keyof typeof builtInViews): ListSearch => {
  const { filter, sort } = builtInViews[code];
  return readListSearch({
    ...filter,
    ...(sort === usualSort ? {} : { sort }),
    ...(code === 'all' ? {} : { view: code }),
  });
};
export const ofSaved = ({ id, filter, sort, columns, density }: SavedView): ListSearch =>
  readListSearch({ ...filter, view: id, sort, cols: columns.join(), rows: density });

/** Whether the table has been led away from the view that it began as. */
export const differs = (search: ListSearch, view: SavedView): boolean =>
  question(search) !== question(ofSaved(view));
const question = (search: ListSearch) =>
  JSON.stringify([
    filterNames.filter((name) => name !== 'handle').map((name) => search[name] ?? null),
    sortOf(search),
    columnsOf(search),
    densityOf(search),
  ]);
