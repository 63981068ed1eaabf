import {
  type ListColumn,
  type ListSort,
  listSorts,
  mostSorts,
  type SortKey,
  usualSort,
} from '@lanzha/contract';
import { sortText } from './search.ts';

/** Columns by which the table can be sorted bear the name of the order. */
export const sortOfColumn = (column: ListColumn): ListSort | undefined =>
  listSorts.find((one) => one === column);

/** What is newest, largest or latest is asked for more often first; levels and deadlines begin with the pressing. */
const startsDescending = (by: ListSort) => by !== 'level' && by !== 'due' && by !== 'state';

/**
 * After a press on a column's head: another column becomes the only one, the same one turns round. With `add` it becomes
 * the next key, turns round, and at the third press leaves.
 */
export const pressed = (keys: readonly SortKey[], by: ListSort, add: boolean): SortKey[] => {
  const known = keys.find((key) => key.by === by);
  const first = startsDescending(by);
  if (!add) return [{ by, descending: known === undefined || keys.length > 1 ? first : !known.descending }];
  if (known === undefined) return [...keys, { by, descending: first }].slice(-mostSorts);
  if (known.descending === first) return turned(keys, by);
  return dropped(keys, by);
};
export const turned = (keys: readonly SortKey[], by: ListSort): SortKey[] =>
  keys.map((key) => (key.by === by ? { by, descending: !key.descending } : key));
export const dropped = (keys: readonly SortKey[], by: ListSort): SortKey[] =>
  keys.filter((key) => key.by !== by);

/** For the address; the usual order leaves it. */
export const sortInAddress = (keys: readonly SortKey[]): string | undefined => {
  const text = sortText(keys);
  return text === '' || text === usualSort ? undefined : text;
};
