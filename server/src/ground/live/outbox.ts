import type { LiveEvent } from '@lanzha/contract';
import { type Giving, give, giving, givingNothing, type Scope, type Tx } from '../db/index.ts';
import type { Position } from './position.ts';

export const channel = 'lanzha_live';

/** What happened, for those who may see the place or the unit; the body holds references only. */
export interface Published {
  topic: string;
  placeCode: string;
  unitId: string | null;
  /** For this person alone, whatever place and unit say. */
  personId?: string | null;
  body: LiveEvent;
}

export interface OutboxRow extends Position, Omit<Published, 'topic' | 'personId'> {
  personId: string | null;
}

/** Tells browsers and other nodes, when and only when the caller's transaction commits. */
export const publish = (tx: Tx, ...events: readonly Published[]): Promise<void> =>
  give(tx, publishing(events));

/** The same as a statement to be given later. */
export function publishing(events: readonly Published[]): Giving<void> {
  if (events.length === 0) return givingNothing;
  const statement = {
    name: 'publish',
    text: `WITH told AS (SELECT pg_notify('${channel}', ''))
           INSERT INTO outbox (topic, place_code, unit_id, body, person_id)
           SELECT e.* FROM told, jsonb_to_recordset($1)
             AS e (topic text, "placeCode" text, "unitId" uuid, body jsonb, "personId" uuid)`,
    values: [JSON.stringify(events)],
  };
  return giving(statement, () => undefined);
}

// The columns go out as text; sort by the table's own, not by these, or 1000 comes before 999.
const selectRows = `
  SELECT xid::text, seq::text, place_code AS "placeCode", unit_id AS "unitId", person_id AS "personId", body FROM outbox`;
/** Below the oldest transaction that still runs nothing can appear any more: a late commit is never jumped over. */
const settled = 'xid < pg_snapshot_xmin(pg_current_snapshot())';

type Raw = Omit<OutboxRow, 'xid' | 'seq'> & { xid: string; seq: string };

/** The settled rows after a position, oldest first. */
export async function listAfter(db: Tx, after: Position, limit: number): Promise<OutboxRow[]> {
  const { rows } = await db.query<Raw>({
    name: 'list-outbox-after',
    text: `${selectRows} WHERE (xid, seq) > ($1::xid8, $2::bigint) AND ${settled} ORDER BY outbox.xid, outbox.seq LIMIT $3`,
    values: [String(after.xid), String(after.seq), limit],
  });
  return rows.map(fromRaw);
}

/** The same up to a position (inclusive), and only what the scope may see; for a browser that comes back. */
export async function replay(
  db: Tx,
  after: Position,
  upTo: Position,
  scope: Scope,
  limit: number,
): Promise<OutboxRow[]> {
  const { rows } = await db.query<Raw>(
    `${selectRows} WHERE (xid, seq) > ($1::xid8, $2::bigint) AND (xid, seq) <= ($3::xid8, $4::bigint)
       AND ($5 OR (person_id IS NULL AND (($6 <> '' AND place_code ^@ $6) OR unit_id = ANY ($7::uuid[])))
         OR person_id::text = $9)
       ORDER BY outbox.xid, outbox.seq LIMIT $8`,
    [
      String(after.xid),
      String(after.seq),
      String(upTo.xid),
      String(upTo.seq),
      ...visible(scope),
      limit,
      personOf(scope),
    ],
  );
  return rows.map(fromRaw);
}

function personOf(scope: Scope): string | null {
  return scope.kind === 'machine' ? null : scope.person;
}

function visible(scope: Scope): [all: boolean, place: string, units: readonly string[]] {
  return scope.kind === 'machine' ? [true, '', []] : [false, scope.place, scope.units];
}

/** Everything before it is settled, everything from it on is still to come. */
export async function currentPosition(db: Tx): Promise<Position> {
  const { rows } = await db.query<{ xid: string }>(
    'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid',
  );
  return { xid: BigInt(rows[0]?.xid ?? 0), seq: 0n };
}

/** Whether nothing after this position was pruned: pruning always leaves the row it stopped at. */
export async function isKept(db: Tx, position: Position): Promise<boolean> {
  const { rows } = await db.query<{ kept: boolean }>(
    `SELECT NOT EXISTS (SELECT FROM outbox)
       OR EXISTS (SELECT FROM outbox WHERE (xid, seq) <= ($1::xid8, $2::bigint)) AS kept`,
    [String(position.xid), String(position.seq)],
  );
  return rows[0]?.kept === true;
}

/**
 * Removes what is older than a day, but for the newest of it: that row is how a later reader knows that nothing after
 * it is missing. @returns how many
 */
export async function pruneOutbox(tx: Tx, olderThanHours = 24): Promise<number> {
  const { rowCount } = await tx.query(
    `WITH young AS (SELECT min(xid) AS xid FROM outbox WHERE at >= now() - $1 * interval '1 hour'),
          mark AS (SELECT o.xid, o.seq FROM outbox o, young
                   WHERE (young.xid IS NULL OR o.xid < young.xid) AND o.${settled}
                   ORDER BY o.xid DESC, o.seq DESC LIMIT 1)
     DELETE FROM outbox USING mark WHERE (outbox.xid, outbox.seq) < (mark.xid, mark.seq)`,
    [olderThanHours],
  );
  return rowCount ?? 0;
}

function fromRaw({ xid, seq, ...row }: Raw): OutboxRow {
  return { ...row, xid: BigInt(xid), seq: BigInt(seq) };
}
