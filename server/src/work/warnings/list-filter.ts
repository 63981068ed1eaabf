import { levels } from '@lanzha/contract';
import type { ListQuery } from './list-warnings.ts';

/** Conditions over `warning w`, `unit u`, `place pl`, and the values they stand for. */
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
export function filterOf(query: ListQuery, actorId: string): Filter {
  const where = new Filter();
  const { state, level, unit, place, from, to, q, mine } = query;
  if (state !== undefined && state !== 'open') where.and(`w.state = ${where.value(state)}`);
  if (level !== undefined) where.and(`w.level = ${where.value(levels.indexOf(level))}::smallint`);
  if (unit !== undefined) where.and(`w.unit_id = ${where.value(unit)}::uuid`);
  if (place !== undefined) where.and(`w.place_code ^@ ${where.value(place)}`);
  if (from !== undefined) where.and(`w.received_at >= ${where.value(from)}::timestamptz`);
  if (to !== undefined) where.and(`w.received_at < ${where.value(to)}::timestamptz`);
  if (mine === true) where.and(`w.assignee_id = ${where.value(actorId)}::uuid`);
  if (q !== undefined && q !== '') search(where, q);
  return where;
}

/**
 * Finds by number, surname or masked name, place, unit, and the words of a reason. Identifiers are not searched here:
 * they must not stand in a URL (house.md); nothing this looks at holds one.
 */
function search(where: Filter, q: string): void {
  const number = /^(?:no\.?|#|№)?\s*(\d{1,15})$/i.exec(q.normalize('NFKC'))?.[1];
  const text = where.value(q.toLowerCase());
  const found = [
    `starts_with(lower(w.subject_masked ->> 'name'), ${text})`,
    `strpos(lower(pl.name), ${text}) > 0`,
    `strpos(lower(u.name), ${text}) > 0`,
    `EXISTS (SELECT FROM jsonb_array_elements(w.reasons) r WHERE strpos(lower(r ->> 'text'), ${text}) > 0)`,
  ];
  if (number !== undefined) found.push(`w.no = ${where.value(number)}::bigint`);
  where.and(`(${found.join(' OR ')})`);
}
