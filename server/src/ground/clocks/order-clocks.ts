import { type ClockRefusal, isRefusal } from '@lanzha/engine/deadlines';
import type { Tx } from '../db/index.ts';
import { type CarriedOut, carryOut } from './carry-out.ts';
import { type ClockKey, type ClockRow, changeable, excluded, rowColumns } from './clock-row.ts';
import type { ClockOrder } from './orders.ts';

const nameOf = ({ kind, id, policy }: ClockKey) => `${id} ${kind} ${policy}`;
const keyOf = (row: ClockRow): ClockKey => ({
  kind: row.subject_kind,
  id: row.subject_id,
  policy: row.policy,
});

interface Event {
  readonly row: ClockRow;
  readonly act: string;
  readonly detail: Readonly<Record<string, string>>;
}

/**
 * Carries out orders one after the other, in the caller's transaction: few statements, however many there are. Who
 * gives orders holds the subject, so that two never work on the same clock crosswise.
 * @param actor a person; null for the machine
 * @returns for each order, in order, the clock as it stands then, or why it was not carried out
 */
export async function orderClocks(
  tx: Tx,
  orders: readonly ClockOrder[],
  at: Date,
  actor: string | null = null,
): Promise<(ClockRow | ClockRefusal)[]> {
  if (orders.length === 0) return [];
  const rows = await holdClocks(
    tx,
    orders.flatMap((order) => (order.act === 'absorb' ? [order, order.other] : [order])),
  );
  const touched = new Set<string>();
  const events: Event[] = [];
  const keep = (order: ClockOrder, key: ClockKey, { row, event }: CarriedOut) => {
    const before = rows.get(nameOf(key));
    if (event === undefined && before?.place_code === row.place_code && before.unit_id === row.unit_id)
      return before;
    rows.set(nameOf(key), row);
    touched.add(nameOf(key));
    if (event !== undefined) events.push({ row, act: event, detail: order.detail ?? {} });
    return row;
  };
  const answers = orders.map((order) => {
    const other = order.act === 'absorb' ? rows.get(nameOf(order.other)) : undefined;
    const done = carryOut(rows.get(nameOf(order)), order, at, other);
    if (isRefusal(done)) return done;
    if (other !== undefined) {
      const gone = carryOut(other, { ...keyOf(other), ...placeOf(other), act: 'cancel' }, at);
      if (!isRefusal(gone)) keep(order, keyOf(other), gone);
    }
    return keep(order, order, done);
  });
  await write(
    tx,
    [...touched].map((name) => rows.get(name)),
    events,
    at,
    actor,
  );
  return answers;
}

const placeOf = (row: ClockRow) => ({ placeCode: row.place_code, unitId: row.unit_id });

async function holdClocks(tx: Tx, keys: readonly ClockKey[]): Promise<Map<string, ClockRow>> {
  const { rows } = await tx.query<ClockRow>({
    name: 'hold-clocks',
    text: `SELECT ${rowColumns} FROM clocks
           WHERE (subject_id, subject_kind, policy) IN (SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]))
             AND subject_id = ANY ($1::uuid[]) -- says how few there are, else all clocks are read through
           ORDER BY subject_id, subject_kind, policy FOR UPDATE`,
    values: [keys.map((key) => key.id), keys.map((key) => key.kind), keys.map((key) => key.policy)],
  });
  return new Map(rows.map((row) => [nameOf(keyOf(row)), row]));
}

/** A clock may have had several orders: each has its event, the row is written as it stands last. */
async function write(
  tx: Tx,
  rows: readonly (ClockRow | undefined)[],
  events: readonly Event[],
  at: Date,
  actor: string | null,
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: 'write-clocks',
    text: `INSERT INTO clocks (${rowColumns}) SELECT ${rowColumns} FROM jsonb_populate_recordset(NULL::clocks, $1)
           ON CONFLICT (subject_id, subject_kind, policy) DO UPDATE SET (${changeable}) = ROW (${excluded})`,
    values: [JSON.stringify(rows)],
  });
  if (events.length === 0) return;
  // A statement of its own: within one, the policy of the events would not see a clock that is new.
  await tx.query({
    name: 'append-clock-events',
    text: `INSERT INTO clock_events (subject_id, subject_kind, policy, version, act, at, due_at, actor_id, detail)
           SELECT subject_id, subject_kind, policy, version, act, $2, due_at, $3, detail
           FROM jsonb_to_recordset($1) AS e (subject_id uuid, subject_kind text, policy text, version integer, act text,
             due_at timestamptz, detail jsonb)`,
    values: [JSON.stringify(events.map(({ row, act, detail }) => ({ ...row, act, detail }))), at, actor],
  });
}
