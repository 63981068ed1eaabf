import {
  codedFields,
  type IncidentValues,
  sealedFields,
  sealedTransferFields,
  type TransferValues,
} from '@lanzha/contract';
import type { IncidentsDesk } from './desk.ts';
import { type IncidentRow, readTransfers, type TransferRow } from './rows.ts';
import { contextOf, openJson, type SealedTransfer, type SealedValues } from './sealed.ts';

type At = Pick<IncidentsDesk, 'tx' | 'vault'>;

export interface PlainTransfer {
  readonly row: TransferRow;
  readonly values: TransferValues;
}

export const openValues = (at: At, row: IncidentRow): Promise<SealedValues> =>
  openJson<SealedValues>(at, contextOf.incident(row.id), row);

/** In clear. */
export function valuesOf(row: IncidentRow, sealed: SealedValues): IncidentValues {
  const coded = Object.fromEntries(codedFields.map((field) => [field, row[field]]));
  const opened = Object.fromEntries(sealedFields.map((field) => [field, sealed[field] ?? null]));
  return { ...coded, ...opened } as IncidentValues;
}

/** In clear; also those struck out. One after the other: a transaction gives one statement at a time. */
export async function openTransfers(at: At, incident: string): Promise<PlainTransfer[]> {
  const opened: PlainTransfer[] = [];
  for (const row of await readTransfers(at.tx, incident)) {
    const sealed = await openJson<SealedTransfer>(at, contextOf.transfer(row.id), row);
    opened.push({ row, values: transferOf(row, sealed) });
  }
  return opened;
}

function transferOf(row: TransferRow, sealed: SealedTransfer): TransferValues {
  const { amount, sentAt, sentTo, channel, arrival, cancelling, payeeKind } = row;
  const opened = Object.fromEntries(sealedTransferFields.map((field) => [field, sealed[field] ?? null]));
  return {
    amount,
    sentAt: sentAt?.toISOString() ?? null,
    sentTo,
    channel,
    arrival,
    cancelling,
    payeeKind,
    ...opened,
  } as TransferValues;
}
