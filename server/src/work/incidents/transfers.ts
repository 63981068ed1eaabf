import {
  codedTransferFields,
  type IncidentDetail,
  sealedTransferFields,
  type TransferField,
  type TransferValues,
} from '@lanzha/contract';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import type { IncidentsDesk, Seen } from './desk.ts';
import { getIncident } from './detail.ts';
import { maskField } from './fields.ts';
import { nextState } from './lifecycle.ts';
import { changesOf, conflictOf, normalised, type Recorded, type RecordRefusal } from './record.ts';
import { type IncidentRow, lockIncident, standingOf } from './rows.ts';
import { contextOf, sealJson } from './sealed.ts';
import { openTransfers, type PlainTransfer } from './values.ts';
import { writeStep } from './write.ts';

type Set = Recorded<TransferValues>;

const nothing = Object.fromEntries(
  [...codedTransferFields, ...sealedTransferFields].map((field) => [field, null]),
) as unknown as TransferValues;

/** The caller holds the incident. */
export async function insertTransfer(desk: IncidentsDesk, row: IncidentRow, set: Set): Promise<void> {
  const id = crypto.randomUUID();
  const clean = normalised<TransferField>(set) as Set;
  const values = { ...nothing, ...clean } as TransferValues;
  const { rows } = await desk.tx.query<{ no: number }>({
    name: 'insert-incident-transfer',
    text: `INSERT INTO incident_transfer (id, incident_id, no)
           SELECT $1, $2, coalesce(max(no), 0) + 1 FROM incident_transfer WHERE incident_id = $2 RETURNING no`,
    values: [id, row.id],
  });
  await updateTransfer(desk, id, values);
  const changes = [
    { path: `${id}/transfer`, before: null, after: String(rows[0]?.no ?? 1) },
    ...changesOf(clean, nothing, `${id}/`),
  ];
  await writeStep(desk, row, { act: 'record', to: row.state, changes });
}

async function updateTransfer(desk: IncidentsDesk, id: string, values: TransferValues): Promise<void> {
  const told = Object.fromEntries(
    sealedTransferFields.flatMap((field) => (values[field] === null ? [] : [[field, values[field]]])),
  );
  const { keyId, sealed } = await sealJson(desk, contextOf.transfer(id), told);
  await desk.tx.query({
    name: 'update-incident-transfer',
    text: `UPDATE incident_transfer SET amount_fen = $2, sent_at = $3, sent_to = $4, channel = $5, arrival = $6, cancelling = $7,
             payee_kind = $8, key_id = $9, sealed = $10 WHERE id = $1`,
    values: [
      id,
      values.amount,
      values.sentAt,
      values.sentTo,
      values.channel,
      values.arrival,
      values.cancelling,
      values.payeeKind,
      keyId,
      sealed,
    ],
  });
}

const mostTransfers = 200;
const clocksDiffer = 5 * 60_000;
/** An incident has no time of its own but that of its report; a fraud may have run for years before. */
const earliest = Date.parse('1999-12-31T16:00:00Z');

type WrongTime = Refusal<'WRONG_TIME', { field: 'sentAt'; why: 'future' | 'too_early' }>;

function wrongTime({ now }: IncidentsDesk, { sentAt }: Set): WrongTime | null {
  if (sentAt == null) return null;
  const at = Date.parse(sentAt);
  const why = at > now.getTime() + clocksDiffer ? 'future' : at < earliest ? 'too_early' : null;
  return why === null ? null : refuse('WRONG_TIME', { field: 'sentAt', why });
}

export async function addTransfer(
  desk: IncidentsDesk,
  input: { readonly id: string; readonly set?: Set | undefined },
): Promise<IncidentDetail | RecordRefusal | WrongTime> {
  const row = await holdToRecord(desk, input.id);
  if (isRefusal(row)) return row;
  if (row.transfers >= mostTransfers)
    return refuse('NOT_ALLOWED_NOW', { state: row.state as string, act: 'record' as string });
  const wrong = wrongTime(desk, input.set ?? {});
  if (wrong !== null) return wrong;
  await insertTransfer(desk, row, input.set ?? {});
  return getIncident(desk, row.id);
}

export async function recordTransfer(
  desk: IncidentsDesk,
  input: Seen & { readonly transfer: string; readonly set: Set },
): Promise<IncidentDetail | RecordRefusal | WrongTime> {
  const row = await holdToRecord(desk, input.id);
  if (isRefusal(row)) return row;
  const one = await findTransfer(desk, row, input.transfer);
  if (one === undefined) return refuse('NOT_FOUND');
  const wrong = wrongTime(desk, input.set);
  if (wrong !== null) return wrong;
  const set = normalised<TransferField>({
    ...input.set,
    ...(input.set.sentAt == null ? {} : { sentAt: new Date(input.set.sentAt).toISOString() }),
  }) as Set;
  const changes = changesOf(set, { ...one.values }, `${one.row.id}/`);
  if (changes.length === 0) return getIncident(desk, row.id);
  const conflict = await conflictOf(desk, row, input.version, changes, (path) => {
    const field = path.slice(path.indexOf('/') + 1) as TransferField;
    const value = one.values[field];
    return value === null ? null : maskField(field, String(value), []);
  });
  if (conflict !== null) return conflict;
  await updateTransfer(desk, one.row.id, { ...one.values, ...set } as TransferValues);
  await writeStep(desk, row, { act: 'record', to: row.state, changes });
  return getIncident(desk, row.id);
}

/** Entered by mistake: it counts no more and stays readable. */
export async function strikeTransfer(
  desk: IncidentsDesk,
  input: Seen & { readonly transfer: string },
): Promise<IncidentDetail | RecordRefusal> {
  const row = await holdToRecord(desk, input.id);
  if (isRefusal(row)) return row;
  const one = await findTransfer(desk, row, input.transfer);
  if (one === undefined) return refuse('NOT_FOUND');
  const gone = [{ path: `${one.row.id}/transfer`, before: String(one.row.no), after: null }];
  const written = Object.keys(one.values).map((field) => ({
    path: `${one.row.id}/${field}`,
    before: null,
    after: null,
  }));
  const conflict = await conflictOf(desk, row, input.version, [...gone, ...written], () => null);
  if (conflict !== null) return conflict;
  await desk.tx.query({
    name: 'strike-incident-transfer',
    text: 'UPDATE incident_transfer SET struck_at = $2, struck_by = $3 WHERE id = $1 AND struck_at IS NULL',
    values: [one.row.id, desk.now, desk.actor.id],
  });
  await writeStep(desk, row, { act: 'record', to: row.state, changes: gone });
  return getIncident(desk, row.id);
}

async function holdToRecord(
  desk: IncidentsDesk,
  id: string,
): Promise<IncidentRow | Refusal<'NOT_FOUND'> | RecordRefusal> {
  const row = await lockIncident(desk.tx, id);
  if (row === undefined) return refuse('NOT_FOUND');
  const to = nextState(standingOf(row), 'record', desk.actor.id);
  return isRefusal(to) ? to : row;
}

/** One of this incident that is not struck out. */
async function findTransfer(
  desk: IncidentsDesk,
  row: IncidentRow,
  transfer: string,
): Promise<PlainTransfer | undefined> {
  const all = await openTransfers(desk, row.id);
  return all.find((one) => one.row.id === transfer && one.row.struckAt === null);
}
