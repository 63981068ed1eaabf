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
  readonly cursor?: string | undefined;
  readonly limit: number;
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
export function filterOf(query: ListQuery, actor: Actor): Filter {
  const where = new Filter();
  narrow(where, actor);
  const { state, level, unit, place, from, to, q, mine, overdue } = query;
  if (state !== undefined && state !== 'open') where.and(`w.state = ${where.value(state)}`);
  if (level !== undefined) where.and(`w.level = ${where.value(levels.indexOf(level))}::smallint`);
  if (unit !== undefined) where.and(`w.unit_id = ${where.value(unit)}::uuid`);
  if (place !== undefined) where.and(`w.place_code ^@ ${where.value(place)}`);
  if (from !== undefined) where.and(`w.received_at >= ${where.value(from)}::timestamptz`);
  if (to !== undefined) where.and(`w.received_at < ${where.value(to)}::timestamptz`);
  if (mine === true) where.and(`w.assignee_id = ${where.value(actor.id)}::uuid`);
  if (overdue === true) where.and("w.state <> 'closed' AND w.due < now()");
  if (q !== undefined && q !== '') search(where, q);
  return where;
}

/**
 * Row-level security decides what is seen; said again here for who sees units only, because its policy cannot use an
 * index and a station has few of many closed warnings.
 */
function narrow(where: Filter, { scope }: Actor): void {
  if (scope.kind === 'person' && scope.place === '')
    where.and(`w.unit_id = ANY (${where.value(scope.units)}::uuid[])`);
}

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
