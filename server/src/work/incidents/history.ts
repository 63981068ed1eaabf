import type { IncidentHistory } from '@lanzha/contract';
import type { IncidentsDesk } from './desk.ts';
import { type AnyField, type Known, maskField, maskWords } from './fields.ts';
import { contextOf, openJson, type SealedEntry } from './sealed.ts';

const mostEntries = 300;

interface EntryRow extends Pick<IncidentHistory, 'id' | 'act' | 'from' | 'to'> {
  readonly at: Date;
  readonly version: number;
  readonly actorId: string;
  readonly actorName: string;
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
}

/** Newest first, values masked. `numbers`: which transfer has which number. */
export async function readHistory(
  { tx, vault }: Pick<IncidentsDesk, 'tx' | 'vault'>,
  id: string,
  known: Known,
  numbers: ReadonlyMap<string, number>,
): Promise<IncidentHistory[]> {
  const { rows } = await tx.query<EntryRow>({
    name: 'read-incident-history',
    text: `SELECT h.id, h.version, h.at, h.actor_id AS "actorId", p.name AS "actorName", h.act, h.from_state AS "from",
             h.to_state AS "to", h.key_id AS "keyId", h.sealed
           FROM incident_history h JOIN person p ON p.id = h.actor_id
           WHERE h.incident_id = $1 ORDER BY h.version DESC LIMIT ${mostEntries}`,
    values: [id],
  });
  const entries: IncidentHistory[] = [];
  for (const { version, at, actorId, actorName, keyId, sealed, ...row } of rows) {
    const opened = await openJson<SealedEntry>({ tx, vault }, contextOf.entry(id, version), {
      keyId,
      sealed,
    });
    const shown = (field: AnyField, value: string | null) =>
      value === null ? null : maskField(field, value, known);
    entries.push({
      ...row,
      at: at.toISOString(),
      actor: { id: actorId, name: actorName },
      note: opened.note === undefined ? null : maskWords(opened.note, known),
      changes: (opened.changes ?? []).map(({ path, before, after }) => {
        const [first = '', second] = path.split('/');
        const field = (second ?? first) as AnyField;
        return {
          field,
          transfer: second === undefined ? null : (numbers.get(first) ?? null),
          before: shown(field, before),
          after: shown(field, after),
        };
      }),
    });
  }
  return entries;
}
