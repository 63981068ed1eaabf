import type { IncidentHistory, IncidentState } from '@lanzha/contract';
import { publish } from '../../ground/live/index.ts';
import { refuse } from '../../ground/refusal/index.ts';
import type { Changed, IncidentsDesk, Seen } from './desk.ts';
import { type IncidentRow, lockIncident } from './rows.ts';
import { contextOf, type SealedChange, type SealedEntry, type SealedValues, sealJson } from './sealed.ts';

/** Columns that a step may change besides the sealed ones. */
export type Columns = Readonly<
  Partial<
    Record<
      | 'made_version'
      | 'fraud_type'
      | 'subtype'
      | 'type_version'
      | 'screen_sharing'
      | 'warned_before'
      | 'leak'
      | 'crisis'
      | 'handed_at'
      | 'handed_by'
      | 'withdrawn_how'
      | 'withdrawn_from'
      | 'withdrawn_at'
      | 'withdrawn_by',
      unknown
    >
  >
>;

export interface IncidentStep {
  readonly act: IncidentHistory['act'];
  readonly to: IncidentState;
  readonly columns?: Columns;
  /** All sealed values as they are from now on; left out: as they were. */
  readonly values?: SealedValues | undefined;
  readonly changes?: readonly SealedChange[];
  readonly note?: string | undefined;
}

/** Writes one step: the row with its next version, its entry, and the news. The caller holds the row. */
export async function writeStep(desk: IncidentsDesk, row: IncidentRow, step: IncidentStep): Promise<void> {
  const columns: Record<string, unknown> = { ...step.columns };
  if (step.values !== undefined) {
    const kept = await sealJson(desk, contextOf.incident(row.id), step.values);
    Object.assign(columns, { key_id: kept.keyId, sealed: kept.sealed });
  }
  const names = Object.keys(columns);
  const sets = names.map((name, at) => `${name} = $${at + 3}`);
  await desk.tx.query(
    `UPDATE incident SET ${['state = $2', 'version = version + 1', ...sets].join(', ')} WHERE id = $1`,
    [row.id, step.to, ...names.map((name) => columns[name])],
  );
  await appendEntry(desk, { id: row.id, version: row.version + 1, from: row.state }, step);
  await tell(desk, row, row.version + 1);
}

export async function appendEntry(
  desk: IncidentsDesk,
  { id, version, from }: { id: string; version: number; from: IncidentState | null },
  { act, to, changes = [], note }: Pick<IncidentStep, 'act' | 'to' | 'changes' | 'note'>,
): Promise<void> {
  const entry: SealedEntry = {
    ...(changes.length === 0 ? {} : { changes }),
    ...(note === undefined ? {} : { note }),
  };
  const { keyId, sealed } = await sealJson(desk, contextOf.entry(id, version), entry);
  await desk.tx.query({
    name: 'append-incident-history',
    text: `INSERT INTO incident_history (incident_id, version, at, actor_id, act, from_state, to_state, fields, key_id, sealed)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      id,
      version,
      desk.now,
      desk.actor.id,
      act,
      from,
      to,
      changes.map(({ path }) => path),
      keyId,
      sealed,
    ],
  });
}

export async function tell(
  { tx, now }: Pick<IncidentsDesk, 'tx' | 'now'>,
  { id, placeCode, unitId }: Pick<IncidentRow, 'id' | 'placeCode' | 'unitId'>,
  version: number,
): Promise<void> {
  const body = { type: 'incident.changed', id, version, at: now.toISOString() } as const;
  await publish(tx, { topic: 'incidents', placeCode, unitId, body });
}

/** Somebody else's newest change since the person looked; of these paths, or of anything. */
export async function changedByOthers(
  { tx, actor }: Pick<IncidentsDesk, 'tx' | 'actor'>,
  { id, version }: Seen,
  paths?: readonly string[],
): Promise<{ by: string; fields: string[] } | undefined> {
  const { rows } = await tx.query<{ by: string; fields: string[] }>({
    name: 'find-incident-change',
    text: `SELECT p.name AS by, h.fields FROM incident_history h JOIN person p ON p.id = h.actor_id
           WHERE h.incident_id = $1 AND h.version > $2 AND h.actor_id <> $3 AND ($4::text[] IS NULL OR h.fields && $4)
           ORDER BY h.version DESC LIMIT 1`,
    values: [id, version, actor.id, paths ?? null],
  });
  return rows[0];
}

/** Locks an incident for a step that rests on all of it: refused when somebody else has changed anything meanwhile. */
export async function holdIncident(desk: IncidentsDesk, seen: Seen) {
  const row = await lockIncident(desk.tx, seen.id);
  if (row === undefined) return refuse('NOT_FOUND');
  const change = await changedByOthers(desk, seen);
  if (change === undefined) return row;
  const changed: Changed = refuse('CHANGED', {
    version: row.version,
    by: change.by as string | null,
    field: null as string | null,
    theirs: null as string | null,
  });
  return changed;
}
