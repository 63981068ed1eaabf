import {
  type IncidentAct,
  type IncidentDetail,
  type IncidentReview,
  type IncidentSummary,
  type IncidentTransfer,
  type IncidentValues,
  incidentActs,
  type TransferValues,
} from '@lanzha/contract';
import { readClocks } from '../../ground/clocks/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import { maskName } from '../../ground/vault/index.ts';
import type { IncidentsDesk } from './desk.ts';
import { type AnyField, type Known, knownOf, maskField, maskWords } from './fields.ts';
import { readHistory } from './history.ts';
import { nextState } from './lifecycle.ts';
import { missingOf } from './missing.ts';
import { clockKind } from './report-clock.ts';
import { findIncidentRow, type IncidentRow, standingOf } from './rows.ts';
import { contextOf, openJson } from './sealed.ts';
import { openTransfers, openValues, type PlainTransfer, valuesOf } from './values.ts';

export async function findIncident(
  desk: IncidentsDesk,
  id: string,
): Promise<IncidentDetail | Refusal<'NOT_FOUND'>> {
  const row = await findIncidentRow(desk.tx, id);
  return row === undefined ? refuse('NOT_FOUND') : detailOf(desk, row);
}

/** @throws RangeError when it is not there */
export async function getIncident(desk: IncidentsDesk, id: string): Promise<IncidentDetail> {
  const found = await findIncident(desk, id);
  if (isRefusal(found)) throw new RangeError(`incident ${id} is not there`);
  return found;
}

export function toSummary(row: IncidentRow, victimName: string | undefined): IncidentSummary {
  return {
    id: row.id,
    no: row.no,
    state: row.state,
    source: row.source,
    warning:
      row.warningId === null || row.warningNo === null ? null : { id: row.warningId, no: row.warningNo },
    place: { code: row.placeCode, name: row.placeName },
    unit: { id: row.unitId, name: row.unitName },
    openedBy: { id: row.openedBy, name: row.openedByName },
    openedAt: row.openedAt.toISOString(),
    reportDue: row.reportDue.toISOString(),
    fraudType: row.fraudType,
    victim: victimName === undefined ? null : maskName(victimName),
    lossFen: row.lossFen,
    transfers: row.transfers,
    waiting: row.pendingKind,
    crisis: row.crisis === 'yes',
    version: row.version,
  };
}

async function detailOf(desk: IncidentsDesk, row: IncidentRow): Promise<IncidentDetail> {
  const { tx, params, actor } = desk;
  const sealed = await openValues(desk, row);
  const values = valuesOf(row, sealed);
  const transfers = await openTransfers(desk, row.id);
  const standing = transfers.filter((one) => one.row.struckAt === null);
  const known = knownOf(
    values,
    transfers.map((one) => one.values),
  );
  const [clock] = await readClocks(tx, clockKind, row.id);
  return {
    ...toSummary(row, sealed.victimName),
    typeVersion: row.typeVersion,
    values: maskAll(values, known),
    rows: transfers.map((one) => shownTransfer(one, known, params)),
    missing:
      row.state === 'withdrawn'
        ? []
        : missingOf(
            values,
            standing.map(({ row: { id }, values: told }) => ({ id, values: told })),
          ),
    clock:
      clock === undefined
        ? null
        : {
            state: clock.state,
            dueAt: clock.due_at?.toISOString() ?? null,
            warnAt: clock.warn_at[0]?.toISOString() ?? null,
          },
    handedOver:
      row.handedAt === null || row.handedBy === null
        ? null
        : {
            to: sealed.handedTo === undefined ? null : maskWords(sealed.handedTo, known),
            at: row.handedAt.toISOString(),
            by: { id: row.handedBy, name: row.handedByName ?? '' },
          },
    withdrawn:
      row.withdrawnAt === null || row.withdrawnHow === null || row.withdrawnBy === null
        ? null
        : {
            how: row.withdrawnHow,
            at: row.withdrawnAt.toISOString(),
            by: { id: row.withdrawnBy, name: row.withdrawnByName ?? '' },
          },
    review: await readReview(desk, row, known),
    history: await readHistory(desk, row.id, known, new Map(transfers.map(({ row: t }) => [t.id, t.no]))),
    acts: offeredActs(desk, row),
    mayOpenPlain: actor.acts.includes('incidents.write') && row.state !== 'withdrawn',
  };
}

const permissionOf = (act: IncidentAct) =>
  act === 'agree_withdraw' || act === 'agree_retype' || act === 'refuse'
    ? 'incidents.review'
    : 'incidents.write';

function offeredActs({ actor }: IncidentsDesk, row: IncidentRow): IncidentAct[] {
  const standing = standingOf(row);
  return incidentActs.filter(
    (act) =>
      act !== 'take_back' &&
      act !== 'restore' &&
      actor.acts.includes(permissionOf(act)) &&
      !isRefusal(nextState(standing, act, actor.id)),
  );
}

function maskAll<Values extends IncidentValues | TransferValues>(values: Values, known: Known): Values {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      typeof value === 'string' ? maskField(field as AnyField, value, known) : value,
    ]),
  ) as Values;
}

function shownTransfer({ row, values }: PlainTransfer, known: Known, params: Params): IncidentTransfer {
  const { sentAt, arrival } = values;
  const until =
    sentAt === null || arrival !== 'atm_24h'
      ? null
      : new Date(Date.parse(sentAt) + params.milliseconds('incident.cancel.atm', new Date(sentAt)));
  return {
    ...maskAll(values, known),
    id: row.id,
    no: row.no,
    struck: row.struckAt !== null,
    cancelUntil: until?.toISOString() ?? null,
  };
}

async function readReview(
  { tx, vault, actor }: IncidentsDesk,
  row: IncidentRow,
  known: Known,
): Promise<IncidentReview | null> {
  if (row.pendingId === null) return null;
  const { rows } = await tx.query<
    Pick<IncidentReview, 'kind' | 'toType' | 'toSubtype'> & {
      askedBy: string;
      askedByName: string;
      askedAt: Date;
      keyId: number;
      sealed: Buffer;
    }
  >({
    name: 'read-incident-review',
    text: `SELECT r.kind, r.to_type AS "toType", r.to_subtype AS "toSubtype", r.asked_by AS "askedBy", p.name AS "askedByName",
             r.asked_at AS "askedAt", r.key_id AS "keyId", r.sealed
           FROM incident_review r JOIN person p ON p.id = r.asked_by WHERE r.id = $1`,
    values: [row.pendingId],
  });
  const [found] = rows;
  if (found === undefined) return null;
  const { why } = await openJson<{ why: string }>({ tx, vault }, contextOf.review(row.pendingId), found);
  return {
    id: row.pendingId,
    kind: found.kind,
    why: why === undefined ? null : maskWords(why, known),
    askedBy: { id: found.askedBy, name: found.askedByName },
    askedAt: found.askedAt.toISOString(),
    toType: found.toType,
    toSubtype: found.toSubtype,
    mayAnswer: actor.acts.includes('incidents.review') && found.askedBy !== actor.id,
  };
}
