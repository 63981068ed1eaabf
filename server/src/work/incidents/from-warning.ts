import { type FraudType, fraudTypes } from '@lanzha/contract';
import { isRefusal } from '../../ground/refusal/index.ts';
import type { IncidentsDesk } from './desk.ts';
import { normaliseField } from './fields.ts';
import { nextState } from './lifecycle.ts';
import { insertIncident } from './open.ts';
import { orderReportClock } from './report-clock.ts';
import { type IncidentRow, incidentRows, lockIncident, standingOf } from './rows.ts';
import { insertTransfer } from './transfers.ts';
import { writeStep } from './write.ts';

/** A warning that has just ended as cheated, with its person in clear. */
export interface CheatedWarning {
  readonly id: string;
  /** The version that the ending made. */
  readonly version: number;
  readonly placeCode: string;
  readonly unitId: string;
  readonly fraudType: string | null;
  /** The person had been spoken to before the money went. */
  readonly warnedBefore: boolean;
  readonly subject: {
    readonly name?: string | undefined;
    readonly phone?: string | undefined;
    readonly idNo?: string | undefined;
    readonly account?: string | undefined;
  };
  readonly loss: { readonly amount: number | null; readonly at: string | null } | undefined;
}

/**
 * Opens the incident of a warning with what the warning knows: once, however often it is told. One that an undo withdrew
 * goes on where it stood; one that two people withdrew stays so, and another is opened.
 */
export async function openForWarning(desk: IncidentsDesk, warning: CheatedWarning): Promise<void> {
  const known = await incidentOf(desk, warning.id);
  if (known !== undefined)
    return known.state === 'withdrawn' ? restore(desk, known, warning.version) : undefined;
  const { name, phone, idNo, account } = warning.subject;
  const id = await insertIncident(desk, {
    source: 'warning',
    warning,
    placeCode: warning.placeCode,
    unitId: warning.unitId,
    fraudType: fraudTypes.find((type): type is FraudType => type === warning.fraudType) ?? null,
    warnedBefore: warning.warnedBefore ? 'yes' : null,
    values: {
      ...(name === undefined ? {} : { victimName: normaliseField('victimName', name) }),
      ...(phone === undefined ? {} : { victimPhone: normaliseField('victimPhone', phone) }),
      ...(idNo === undefined ? {} : { victimIdNo: normaliseField('victimIdNo', idNo) }),
    },
  });
  if (id === undefined) return;
  const { amount = null, at = null } = warning.loss ?? {};
  const row = await lockIncident(desk.tx, id);
  if (row === undefined || (account === undefined && !amount && at === null)) return;
  await insertTransfer(desk, row, {
    ...(account === undefined ? {} : { fromAccount: account }),
    ...(name === undefined || account === undefined ? {} : { fromName: name }),
    ...(amount ? { amount } : {}),
    ...(at === null ? {} : { sentAt: at, sentTo: 'minute' }),
  });
}

/**
 * The ending was taken back: what it opened is withdrawn, with everything that was taken down; nothing is deleted. One
 * that has been handed over stays: two people withdraw it.
 */
export async function takeBackForWarning(
  desk: IncidentsDesk,
  undone: { readonly warningId: string; readonly historyId: string },
): Promise<void> {
  const row = await incidentOf(desk, undone.warningId);
  if (row === undefined || !(await wasMadeBy(desk, row.id, undone.historyId))) return;
  const to = nextState(standingOf(row), 'take_back', desk.actor.id);
  if (isRefusal(to)) return;
  await desk.tx.query({
    name: 'lapse-incident-review',
    text: `UPDATE incident_review SET state = 'lapsed', answered_by = $2, answered_at = $3
           WHERE incident_id = $1 AND state = 'pending'`,
    values: [row.id, desk.actor.id, desk.now],
  });
  const columns = {
    withdrawn_how: 'undo',
    withdrawn_from: row.state,
    withdrawn_at: desk.now,
    withdrawn_by: desk.actor.id,
  };
  await writeStep(desk, row, { act: 'take_back', to, columns });
  await orderReportClock(desk, row, 'cancel');
}

async function restore(desk: IncidentsDesk, row: IncidentRow, version: number): Promise<void> {
  const to = nextState(standingOf(row), 'restore', desk.actor.id);
  if (isRefusal(to)) return;
  const columns = {
    made_version: version,
    withdrawn_how: null,
    withdrawn_from: null,
    withdrawn_at: null,
    withdrawn_by: null,
  };
  await writeStep(desk, row, { act: 'restore', to, columns });
  await orderReportClock(desk, row, 'run');
}

/** The one that stands, or that an undo withdrew; locked. */
async function incidentOf({ tx }: IncidentsDesk, warningId: string): Promise<IncidentRow | undefined> {
  const { rows } = await tx.query<IncidentRow>({
    name: 'lock-incident-of-warning',
    text: `${incidentRows} WHERE i.warning_id = $1 AND (i.state <> 'withdrawn' OR i.withdrawn_how = 'undo') FOR UPDATE OF i`,
    values: [warningId],
  });
  return rows[0];
}

async function wasMadeBy({ tx }: IncidentsDesk, id: string, historyId: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'find-ending-of-incident',
    text: `SELECT FROM incident i JOIN warning_history h ON h.warning_id = i.warning_id AND h.version = i.made_version
           WHERE i.id = $1 AND h.id = $2 AND h.act = 'close'`,
    values: [id, historyId],
  });
  return rowCount === 1;
}
