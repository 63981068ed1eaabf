import type { Filter } from '../../work/warnings/index.ts';
import { type OrderKey, type OrderValue, orderOf, orderSql } from './orders.ts';

/** A stretch of a list: rows that meet these conditions, in this order, stand together. */
export interface Part {
  readonly where: readonly Condition[];
  readonly orderBy: readonly string[];
}
/** Written once the values of the query are known. */
export type Condition = (where: Filter) => string;

/** Values that a filter leaves over, for orders of few values. */
export type Allowed = Partial<Record<OrderKey['by'], readonly (string | number)[]>>;

/**
 * Cuts a list into stretches that stand one after the other and that one index each can answer: no OR, and equality before
 * every range. Orders of few values (level, state) are one stretch for each value; after a row at `after` come those that
 * agree with it in all keys but the last, then in all but the last two, and so on. So a page never repeats or skips a row,
 * and a deep page costs what the first costs.
 */
export function* partsOf(
  keys: readonly OrderKey[],
  after: readonly OrderValue[] | undefined,
  allowed: Allowed = {},
  fixed: readonly Condition[] = [],
): Generator<Part> {
  const [key, ...rest] = keys;
  if (key === undefined) return; // the row of the cursor itself
  const { values, present, absent } = orderOf(key.by);
  const [at, ...deeper] = after ?? [];
  if (values !== undefined) {
    yield* valuesInTurn(key, rest, after, allowed, fixed);
    return;
  }
  const there: Condition[] = present === undefined ? [] : [() => present];
  if (after === undefined) {
    yield { where: [...fixed, ...there], orderBy: remaining(keys) };
  } else if (at !== null && at !== undefined) {
    yield* partsOf(rest, deeper, allowed, [...fixed, ...there, equal(key, at)]);
    yield { where: [...fixed, ...there, beyond(key, at)], orderBy: remaining(keys) };
  }
  if (absent === undefined) return;
  const missing: Condition[] = [...fixed, () => absent];
  yield* partsOf(rest, at === null ? deeper : undefined, allowed, missing);
}

function* valuesInTurn(
  key: OrderKey,
  rest: readonly OrderKey[],
  after: readonly OrderValue[] | undefined,
  allowed: Allowed,
  fixed: readonly Condition[],
): Generator<Part> {
  const all = orderOf(key.by).values ?? [];
  const rising = all.filter((value) => allowed[key.by]?.includes(value) ?? true);
  const turn = key.descending ? rising.toReversed() : rising;
  const [at, ...deeper] = after ?? [];
  const rank = (value: OrderValue | undefined) => (key.descending ? -1 : 1) * all.indexOf(value ?? '');
  for (const value of turn) {
    if (after !== undefined && rank(value) < rank(at)) continue;
    yield* partsOf(rest, value === at ? deeper : undefined, allowed, [...fixed, equal(key, value)]);
  }
}

const equal =
  ({ by }: OrderKey, value: OrderValue): Condition =>
  (where) =>
    `${orderOf(by).column} = ${where.value(value)}::${orderOf(by).type}`;

const beyond =
  ({ by, descending }: OrderKey, value: OrderValue): Condition =>
  (where) =>
    `${orderOf(by).column} ${descending ? '<' : '>'} ${where.value(value)}::${orderOf(by).type}`;

/** Inside a stretch the presence of its first key is settled: naming the column alone lets its index give the order. */
const remaining = ([first, ...rest]: readonly OrderKey[]): string[] =>
  first === undefined
    ? []
    : [`${orderOf(first.by).column}${first.descending ? ' DESC' : ''}`, ...rest.map(orderSql)];
