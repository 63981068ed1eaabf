import { type ListSort, levels, type SortKey, warningStates } from '@lanzha/contract';

/** What a row is put in order by. `id` makes every order one. */
export type OrderName = ListSort | 'id';

export interface OrderKey {
  readonly by: OrderName;
  readonly descending: boolean;
}

/** A value of an order in a cursor: instants with microseconds, numbers as they are; null where the row has none. */
export type OrderValue = string | number | null;

interface Order {
  readonly column: string;
  readonly type: string;
  /** As a cursor carries it. */
  readonly carried: string;
  /** The few values there are, in the order in which they rise. */
  readonly values?: readonly (string | number)[];
  /** Which rows have a value at all; written as in the predicate of its index. Rows without come last, both ways. */
  readonly present?: string;
  readonly absent?: string;
}

const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const instantOf = (column: string) => ({ column, type: 'timestamptz', carried: iso(column) });
const numberOf = (column: string, type: string) => ({ column, type, carried: column });

export const orders = {
  received: instantOf('w.received_at'),
  due: {
    ...instantOf('w.due'),
    carried: `CASE WHEN w.due < 'infinity' THEN ${iso('w.due')} END`,
    present: `w.due < 'infinity'`,
    absent: `w.due = 'infinity'`,
  },
  level: { ...numberOf('w.level', 'smallint'), values: levels.map((_, index) => index) },
  state: { column: 'w.state', type: 'text', carried: 'w.state', values: warningStates },
  closed: {
    ...instantOf('w.closed_at'),
    present: `w.state = 'closed'`,
    absent: `w.state <> 'closed'`,
  },
  saved: {
    ...numberOf('w.saved_fen', 'bigint'),
    present: 'w.saved_fen IS NOT NULL',
    absent: 'w.saved_fen IS NULL',
  },
  no: numberOf('w.no', 'bigint'),
  id: { column: 'w.id', type: 'uuid', carried: 'w.id' },
} as const satisfies Record<OrderName, Order>;

export const orderOf = (by: OrderName): Order => orders[by];

/**
 * The whole order of a list: what was asked for, then the newest first, then the id the other way round: that is how the
 * indexes of migration 0019 end, and they are read in both directions.
 */
export function wholeOrder(asked: readonly SortKey[]): OrderKey[] {
  const received = asked.find(({ by }) => by === 'received');
  const descending = received?.descending ?? true;
  const ending: OrderKey[] = received === undefined ? [{ by: 'received', descending }] : [];
  return [...asked, ...ending, { by: 'id', descending: !descending }];
}

/** For ORDER BY. Few values go by their place in the list, since their spelling says nothing. */
export function orderSql({ by, descending }: OrderKey): string {
  const { column, values, present } = orderOf(by);
  const way = descending ? ' DESC' : '';
  if (by === 'state') return `array_position(ARRAY['${values?.join("','")}'], w.state)${way}`;
  if (present === undefined) return `${column}${way}`;
  return `(${present}) DESC, ${column}${way}`;
}
