import { type Level, levels, type WarningState } from '@lanzha/contract';
import type { Actor } from '../../ground/directory/index.ts';

export interface ListQuery {
  readonly state?: WarningState | 'open' | undefined;
  readonly level?: Level | undefined;
  readonly unit?: string | undefined;
  readonly place?: string | undefined;
  /** Received from (inclusive) and before; ISO instants. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
  readonly mine?: boolean | undefined;
  /** The clock that runs now has run out. */
  readonly overdue?: boolean | undefined;
  /** Blind indexes of what somebody searches for: any of them. */
  readonly indexed?: readonly string[] | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Who asks, with the warnings that are lent to them. */
export interface Viewer {
  readonly actor: Actor;
  readonly lent: readonly string[];
}

/** Conditions over `warning w`, and the values they stand for. */
export class Filter {
  readonly values: unknown[] = [];
  readonly #conditions: string[] = [];

  /** A placeholder for the value. */
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  and(condition: string): void {
    this.#conditions.push(condition);
  }

  sql(): string {
    return this.#conditions.length === 0 ? 'true' : this.#conditions.join(' AND ');
  }
}

/** What the list was asked for; `open` and `closed` are left to the caller, who reads them apart. */
export function filterOf(query: ListQuery, viewer: Viewer): Filter {
  const { actor } = viewer;
  const where = new Filter();
  narrow(where, viewer);
  const { state, level, unit, place, from, to, q, mine, overdue, indexed } = query;
  if (state !== undefined && state !== 'open') where.and(`w.state = ${where.value(state)}`);
  if (level !== undefined) where.and(`w.level = ${where.value(levels.indexOf(level))}::smallint`);
  if (unit !== undefined) where.and(`w.unit_id = ${where.value(unit)}::uuid`);
  if (place !== undefined) where.and(`w.place_code ^@ ${where.value(place)}`);
  if (from !== undefined) where.and(`w.received_at >= ${where.value(from)}::timestamptz`);
  if (to !== undefined) where.and(`w.received_at < ${where.value(to)}::timestamptz`);
  if (mine === true) where.and(`w.assignee_id = ${where.value(actor.id)}::uuid`);
  if (overdue === true) where.and("w.state <> 'closed' AND w.due < now()");
  if (q !== undefined && q !== '') search(where, q);
  if (indexed !== undefined) where.and(inIndex(where.value(indexed)));
  return where;
}

/**
 * Row-level security decides what is seen; said again here because its policy cannot use an index, and a station has few
 * of many warnings.
 */
export function narrow(where: Filter, { actor: { scope }, lent }: Viewer): void {
  if (scope.kind !== 'person') return;
  if (scope.place !== '') {
    if (lent.length > 0) return;
    // As a range, which an index holds; the prefix of the policy is known only when it runs. ':' follows '9'.
    const place = where.value(scope.place);
    const inPlace = `w.place_code ~>=~ ${place}::text AND w.place_code ~<~ (${place}::text || ':')`;
    if (scope.units.length === 0) where.and(inPlace);
    else where.and(`((${inPlace}) OR w.unit_id = ANY (${where.value(scope.units)}::uuid[]))`);
    return;
  }
  const [unit, ...more] = scope.units;
  // One unit by `=`: only so its index gives the order of the list too.
  const own =
    unit !== undefined && more.length === 0
      ? `w.unit_id = ${where.value(unit)}::uuid`
      : `w.unit_id = ANY (${where.value(scope.units)}::uuid[])`;
  where.and(lent.length === 0 ? own : `(${own} OR w.id = ANY (${where.value(lent)}::uuid[]))`);
}

/** Warnings that the index names, and those that they were merged into. */
const inIndex = (keys: string) => `w.id = ANY (ARRAY(
    SELECT unnest(ARRAY[m.id, m.merged_into]) FROM warning_index i JOIN warning m ON m.id = i.warning_id
    WHERE i.key = ANY (${keys}::uuid[])))`;

/**
 * Finds by number, or by surname, place, unit and the words of a reason. Identifiers are not searched here: they must not
 * stand in a URL (house.md), and nothing this looks at holds one.
 */
function search(where: Filter, q: string): void {
  const number = /^(?:no\.?|#|№)?\s*(\d{1,15})$/i.exec(q.normalize('NFKC'))?.[1];
  if (number !== undefined) {
    where.and(`w.no = ${where.value(number)}::bigint`);
    return;
  }
  const text = where.value(q.toLowerCase());
  where.and(`(strpos(w.search, ${text}) > 0
    OR w.unit_id = ANY (ARRAY(SELECT id FROM unit WHERE strpos(lower(name), ${text}) > 0))
    OR w.place_code = ANY (ARRAY(SELECT code FROM place WHERE strpos(lower(name), ${text}) > 0)))`);
}
