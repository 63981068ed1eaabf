import type { IncidentField, IncidentValues, TransferField, TransferValues } from '@lanzha/contract';
import { maskAccount, maskIdNo, maskName, maskPhone, maskText } from '../../ground/vault/index.ts';

export type AnyField = IncidentField | TransferField | 'handedTo' | 'transfer';

/** Whom the words of an incident may name, each spelling with what is shown instead. */
export type Known = readonly (readonly [plain: string, shown: string])[];

/** Everybody who is told of: the victim and the holders of the accounts. */
export function knownOf(
  values: Pick<IncidentValues, 'victimName' | 'victimIdNo' | 'victimPhone'>,
  transfers: readonly Pick<TransferValues, 'fromName' | 'toName'>[],
): Known {
  const told = [
    [values.victimIdNo, maskIdNo],
    [values.victimPhone, maskPhone],
    [values.victimName, maskName],
    ...transfers.flatMap(({ fromName, toName }) => [
      [fromName, maskName] as const,
      [toName, maskName] as const,
    ]),
  ] as const;
  return told.flatMap(([plain, mask]) =>
    plain === null || plain.length < 2 ? [] : [[plain, mask(plain)] as const],
  );
}

type Kind = 'name' | 'idNo' | 'phone' | 'account' | 'words' | 'clear';

const kinds = {
  fraudType: 'clear',
  subtype: 'clear',
  screenSharing: 'clear',
  warnedBefore: 'clear',
  leak: 'clear',
  crisis: 'clear',
  victimName: 'name',
  victimIdNo: 'idNo',
  victimPhone: 'phone',
  contactPhone: 'words',
  contactApp: 'words',
  contactUrl: 'words',
  contactGroup: 'words',
  talk: 'words',
  brief: 'words',
  referral: 'words',
  receipt: 'clear',
  amount: 'clear',
  sentAt: 'clear',
  sentTo: 'clear',
  channel: 'clear',
  arrival: 'clear',
  cancelling: 'clear',
  payeeKind: 'clear',
  fromAccount: 'account',
  fromName: 'name',
  fromBank: 'words',
  toAccount: 'account',
  toName: 'name',
  toBank: 'words',
  reference: 'account',
  handedTo: 'words',
  transfer: 'clear',
} as const satisfies Record<AnyField, Kind>;

export function maskField(field: AnyField, value: string, known: Known): string {
  switch (kinds[field]) {
    case 'name':
      return maskName(value);
    case 'idNo':
      return maskIdNo(value);
    case 'phone':
      return maskPhone(value);
    case 'account':
      return maskAccount(value);
    case 'words':
      return maskWords(value, known);
    case 'clear':
      return value;
  }
}

/** Numbers masked, and names and identifiers of everybody who is told of wherever they are spelt out. */
export function maskWords(text: string, known: Known): string {
  let safe = known.reduce((so, [plain, shown]) => so.replaceAll(plain, shown), text);
  // Masking takes separators away, so that what is left may itself read as a number.
  for (let masked = maskText(safe); masked !== safe; masked = maskText(safe)) safe = masked;
  return safe;
}

/** As it is kept: numbers without the blanks and strokes that people write between digits; half-width letters. */
export function normaliseField(field: AnyField, value: string): string {
  const plain = value.replaceAll('\0', '').toWellFormed();
  switch (kinds[field]) {
    case 'idNo':
      return plain.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
    case 'phone':
    case 'account': {
      const half = plain.normalize('NFKC').trim();
      return /^[\d\s-]+$/.test(half) ? half.replace(/[\s-]/g, '') : half;
    }
    default:
      return plain;
  }
}
