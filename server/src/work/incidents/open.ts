import type { FraudType, IncidentDetail, IncidentSource, YesNo } from '@lanzha/contract';
import { typeVersion } from '@lanzha/contract';
import { notify } from '../../ground/notify/index.ts';
import { type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { IncidentsDesk } from './desk.ts';
import { getIncident } from './detail.ts';
import { orderReportClock, reportDue } from './report-clock.ts';
import { contextOf, type SealedValues, sealJson } from './sealed.ts';
import { appendEntry, tell } from './write.ts';

export interface NewIncident {
  readonly source: IncidentSource;
  readonly warning: { readonly id: string; readonly version: number } | null;
  readonly placeCode: string;
  readonly unitId: string;
  readonly fraudType: FraudType | null;
  readonly warnedBefore: YesNo | null;
  readonly values: SealedValues;
}

/** @returns its id; undefined when the warning has one already */
export async function insertIncident(desk: IncidentsDesk, made: NewIncident): Promise<string | undefined> {
  const { tx, params, actor, now } = desk;
  const { source, warning, placeCode, unitId, fraudType, warnedBefore, values } = made;
  const id = crypto.randomUUID();
  const due = reportDue(params, now);
  const kept = await sealJson(desk, contextOf.incident(id), values);
  const { rows } = await tx.query<{ no: number }>({
    name: 'insert-incident',
    text: `INSERT INTO incident (id, source, warning_id, made_version, place_code, unit_id, opened_by, opened_at, report_due,
             fraud_type, type_version, warned_before, key_id, sealed)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING RETURNING no`,
    values: [
      id,
      source,
      warning?.id ?? null,
      warning?.version ?? null,
      placeCode,
      unitId,
      actor.id,
      now,
      due,
      fraudType,
      fraudType === null ? null : typeVersion,
      warnedBefore,
      kept.keyId,
      kept.sealed,
    ],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  const changes = Object.entries({ ...values, fraudType, warnedBefore }).flatMap(([path, after]) =>
    after == null ? [] : [{ path, before: null, after }],
  );
  await appendEntry(desk, { id, version: 1, from: null }, { act: 'open', to: 'draft', changes });
  await orderReportClock(desk, { id, placeCode, unitId, reportDue: due }, 'run');
  await tell(desk, { id, placeCode, unitId }, 1);
  await notify(tx, {
    to: [{ role: 'duty_officer' }, { unit: unitId, role: 'leader' }],
    kind: 'incident.opened',
    params: { no: row.no },
    link: `/incidents/${id}`,
    unitId,
    except: actor.id,
  });
  return id;
}

/** By hand: a report by telephone, at the door, from 110. Lies in the own unit, in a place of the own scope. */
export async function openIncident(
  desk: IncidentsDesk,
  input: {
    readonly source: Exclude<IncidentSource, 'warning'>;
    readonly place?: string | undefined;
    readonly fraudType?: FraudType | undefined;
  },
): Promise<IncidentDetail | Refusal<'OUT_OF_SCOPE'>> {
  const { tx, actor } = desk;
  const placeCode = input.place ?? actor.placeCode;
  if (!placeCode.startsWith(actor.placeCode)) return refuse('OUT_OF_SCOPE');
  const { rowCount } = await tx.query('SELECT FROM place WHERE code = $1', [placeCode]);
  if (rowCount === 0) return refuse('OUT_OF_SCOPE');
  const id = await insertIncident(desk, {
    source: input.source,
    warning: null,
    placeCode,
    unitId: actor.unitId,
    fraudType: input.fraudType ?? null,
    warnedBefore: null,
    values: {},
  });
  return getIncident(desk, id ?? '');
}
