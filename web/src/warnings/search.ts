import { type Level, levels, type WarningState, warningStates } from '@lanzha/contract';
import { endOfDay, startOfDay } from '../i18n/index.ts';

/** Saved quick views, shown as tabs. */
export const views = ['todo', 'mine', 'overdue', 'closed', 'all'] as const;
export type View = (typeof views)[number];

/** Acts that a page elsewhere may lead to. */
const askedActs = ['contact', 'meet'] as const;
type AskedAct = (typeof askedActs)[number];

/** What stands in the address of the desk. Days are 2026-11-21 in Asia/Shanghai. Never an identifier. */
export type DeskSearch = {
  view?: View;
  q?: string;
  level?: Level;
  state?: WarningState;
  unit?: string;
  place?: string;
  from?: string;
  to?: string;
  /** The panel to open on the warning; forgotten once it is open. */
  do?: AskedAct;
};

const one = <T extends string>(allowed: readonly T[], value: unknown): T | undefined =>
  allowed.find((candidate) => candidate === value);
const matching = (pattern: RegExp, value: unknown): string | undefined => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && pattern.test(text) ? text : undefined;
};
const day = /^\d{4}-\d\d-\d\d$/;

/** Keeps what an address may say and drops everything else. */
export const readDeskSearch = (raw: Record<string, unknown>): DeskSearch => {
  const view = one(views, raw.view);
  const read = {
    view: view === 'todo' ? undefined : view,
    q: matching(/^(?!.*\d(?:[\s-]*\d){6}).{1,60}$/, raw.q),
    level: one(levels, raw.level),
    state: one(warningStates, raw.state),
    unit: matching(/^[0-9a-f-]{36}$/, raw.unit),
    place: matching(/^\d{2,12}$/, raw.place),
    from: matching(day, raw.from),
    to: matching(day, raw.to),
    do: one(askedActs, raw.do),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as DeskSearch;
};

export type Filters = Omit<DeskSearch, 'view' | 'q' | 'do'>;
export const filterNames = [
  'level',
  'state',
  'unit',
  'place',
  'from',
  'to',
] as const satisfies readonly (keyof Filters)[];
/** The address after a change; what became undefined leaves it. */
export const narrowed = (
  search: DeskSearch,
  change: { [K in keyof Filters]?: Filters[K] | undefined },
): DeskSearch => readDeskSearch({ ...search, ...change });
export const countFilters = (search: DeskSearch): number =>
  filterNames.filter((name) => search[name] !== undefined).length;

/** A chosen state narrows the views that hold several; 'closed' is itself a state. */
const stateOf = ({ view, state }: DeskSearch): WarningState | 'open' | undefined => {
  if (view === 'closed') return 'closed';
  if (state !== undefined) return state;
  return view === 'all' ? undefined : 'open';
};

/** The question to the server. */
export const toListInput = (search: DeskSearch) => {
  const { view, q, level, unit, place, from, to } = search;
  const state = stateOf(search);
  return {
    ...(state === undefined ? {} : { state }),
    ...(q === undefined ? {} : { q }),
    ...(level === undefined ? {} : { level }),
    ...(unit === undefined ? {} : { unit }),
    ...(place === undefined ? {} : { place }),
    ...(from === undefined ? {} : { from: startOfDay(from) }),
    ...(to === undefined ? {} : { to: endOfDay(to) }),
    ...(view === 'mine' ? { mine: true } : {}),
    ...(view === 'overdue' ? { overdue: true } : {}),
  };
};
