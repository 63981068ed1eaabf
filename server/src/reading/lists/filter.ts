import { fraudTypes, type ListFilter, levels, outcomes, valuesOf, warningStates } from '@lanzha/contract';
import type { Actor } from '../../ground/directory/index.ts';
import { Filter, narrow } from '../../work/warnings/index.ts';
import type { Allowed } from './parts.ts';
import { periodOf } from './periods.ts';
import { addSought, type Sought } from './words.ts';

/** A filter with everything looked up that stands behind its handles and words. */
export interface Asked {
  readonly filter: ListFilter;
  readonly actor: Actor;
  readonly now: Date;
  /** Warnings lent to the person who asks; null: what is only lent is left out. */
  readonly lent: readonly string[] | null;
  readonly sought?: Sought | undefined;
  /** Blind indexes that the handle stands for. */
  readonly keys?: readonly string[] | undefined;
}

const all = [...warningStates, 'open'] as const;
const statesOf = (text: string | undefined) => {
  const chosen = valuesOf(all, text);
  return warningStates.filter(
    (state) => chosen.includes(state) || (state !== 'closed' && chosen.includes('open')),
  );
};

/** What the filter leaves over of orders of few values: stretches that would be empty are not asked for. */
export function allowedBy({ state, level }: ListFilter): Allowed {
  return {
    ...(state === undefined ? {} : { state: statesOf(state) }),
    ...(level === undefined ? {} : { level: valuesOf(levels, level).map((one) => levels.indexOf(one)) }),
  };
}

/** Conditions over `warning w`. One value is asked for by `=`: only so an index on it gives the order as well. */
export function filterOf({ filter, actor, now, lent, sought, keys }: Asked): Filter {
  const where = new Filter();
  narrow(where, { actor, lent: lent ?? [] });
  if (lent === null) ownScope(where, actor);
  const oneOf = (column: string, type: string, values: readonly (string | number)[]) => {
    if (values.length === 1) where.and(`${column} = ${where.value(values[0])}::${type}`);
    else where.and(`${column} = ANY (${where.value(values)}::${type}[])`);
  };
  const { state, outcome, level, fraudType, place, unit, assignee, source } = filter;
  if (state === 'open') where.and(`w.state <> 'closed'`);
  else if (state !== undefined) oneOf('w.state', 'text', statesOf(state));
  if (outcome !== undefined) oneOf('w.outcome', 'text', valuesOf(outcomes, outcome));
  if (level !== undefined)
    oneOf(
      'w.level',
      'smallint',
      valuesOf(levels, level).map((one) => levels.indexOf(one)),
    );
  if (fraudType !== undefined) oneOf('w.fraud_type', 'text', valuesOf(fraudTypes, fraudType));
  if (place !== undefined) {
    const from = where.value(place);
    where.and(`w.place_code ~>=~ ${from}::text AND w.place_code ~<~ (${from}::text || ':')`);
  }
  if (unit !== undefined) oneOf('w.unit_id', 'uuid', [unit]);
  if (assignee === 'nobody') where.and('w.assignee_id IS NULL');
  else if (assignee !== undefined) oneOf('w.assignee_id', 'uuid', [assignee === 'me' ? actor.id : assignee]);
  if (source !== undefined) oneOf('w.source', 'text', [source]);
  for (const [column, text] of [
    ['w.received_at', filter.received],
    ['w.closed_at', filter.closed],
  ] as const) {
    if (text === undefined) continue;
    const { from, before } = periodOf(text, now);
    if (column === 'w.closed_at') {
      where.and(`w.state = 'closed'`);
      // Nothing is closed before it came: a list by receipt then begins where such rows begin (a day for clocks that differ).
      if (before !== undefined)
        where.and(`w.received_at < ${where.value(before)}::timestamptz + interval '1 day'`);
    }
    if (from !== undefined) where.and(`${column} >= ${where.value(from)}::timestamptz`);
    if (before !== undefined) where.and(`${column} < ${where.value(before)}::timestamptz`);
  }
  if (filter.overdue !== undefined) {
    const at = where.value(now);
    where.and(
      filter.overdue
        ? `w.state <> 'closed' AND w.due < 'infinity' AND w.due < ${at}::timestamptz`
        : `(w.state = 'closed' OR w.due >= ${at}::timestamptz)`,
    );
  }
  if (filter.saved !== undefined) where.and(`w.saved_fen IS ${filter.saved ? 'NOT ' : ''}NULL`);
  if (filter.followUp === true)
    where.and(`w.id = ANY (ARRAY(SELECT f.warning_id FROM follow_up f WHERE f.state = 'open'))`);
  if (filter.followUp === false)
    where.and(`w.id <> ALL (ARRAY(SELECT f.warning_id FROM follow_up f WHERE f.state = 'open'))`);
  if (sought !== undefined) addSought(where, sought);
  if (keys !== undefined)
    where.and(`w.id = ANY (ARRAY(
      SELECT unnest(ARRAY[m.id, m.merged_into]) FROM warning_index i JOIN warning m ON m.id = i.warning_id
      WHERE i.key = ANY (${where.value(keys)}::uuid[])))`);
  return where;
}

function ownScope(where: Filter, { scope }: Actor): void {
  if (scope.kind !== 'person') return;
  const [place, units] = [where.value(scope.place), where.value(scope.units)];
  where.and(
    `((${place}::text <> '' AND w.place_code ^@ ${place}::text) OR w.unit_id = ANY (${units}::uuid[]))`,
  );
}
