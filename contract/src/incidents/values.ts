import * as z from 'zod';
import { instant, words } from '../common.ts';
import { fraudTypes } from '../terms.ts';
import {
  arrivals,
  cancellings,
  leaks,
  payeeKinds,
  precisions,
  subtypes,
  transferChannels,
  yesNos,
} from './terms.ts';

/** Names of members as the API and the history call them. Sealed members stand in no table in clear. */
export const sealedFields = [
  'victimName',
  'victimIdNo',
  'victimPhone',
  'contactPhone',
  'contactApp',
  'contactUrl',
  'contactGroup',
  'talk',
  'brief',
  'referral',
  'receipt',
] as const;
export type SealedField = (typeof sealedFields)[number];
export const codedFields = [
  'fraudType',
  'subtype',
  'screenSharing',
  'warnedBefore',
  'leak',
  'crisis',
] as const;
export type CodedField = (typeof codedFields)[number];
export const incidentFields = [...codedFields, ...sealedFields] as const;
export type IncidentField = (typeof incidentFields)[number];

export const sealedTransferFields = [
  'fromAccount',
  'fromName',
  'fromBank',
  'toAccount',
  'toName',
  'toBank',
  'reference',
] as const;
export type SealedTransferField = (typeof sealedTransferFields)[number];
export const codedTransferFields = [
  'amount',
  'sentAt',
  'sentTo',
  'channel',
  'arrival',
  'cancelling',
  'payeeKind',
] as const;
export const transferFields = [...codedTransferFields, ...sealedTransferFields] as const;
export type TransferField = (typeof transferFields)[number];

const typed = (most: number) => words(1, most).nullable();

/** null: not known (yet). */
export const incidentValues = z.object({
  fraudType: z.enum(fraudTypes).nullable(),
  subtype: z
    .string()
    .regex(/^\d{2}$/)
    .nullable(),
  screenSharing: z.enum(yesNos).nullable(),
  warnedBefore: z.enum(yesNos).nullable(),
  leak: z.enum(leaks).nullable(),
  /** Whether the person may harm themselves (rules.md §7.3). */
  crisis: z.enum(yesNos).nullable(),
  victimName: typed(60),
  victimIdNo: typed(30),
  victimPhone: typed(30),
  /** By what the other side reached the person. */
  contactPhone: typed(200),
  contactApp: typed(200),
  contactUrl: typed(500),
  contactGroup: typed(200),
  /** What the other side said. */
  talk: typed(2_000),
  brief: typed(2_000),
  /** To whom a person in a crisis was referred, and when. */
  referral: typed(500),
  /** Number of the receipt of whoever took it over. */
  receipt: typed(100),
});
export type IncidentValues = z.infer<typeof incidentValues>;

export const transferValues = z.object({
  /** Fen. */
  amount: z.number().int().min(1).max(1_000_000_000_000).nullable(),
  sentAt: instant.nullable(),
  sentTo: z.enum(precisions).nullable(),
  channel: z.enum(transferChannels).nullable(),
  arrival: z.enum(arrivals).nullable(),
  cancelling: z.enum(cancellings).nullable(),
  payeeKind: z.enum(payeeKinds).nullable(),
  fromAccount: typed(80),
  fromName: typed(60),
  fromBank: typed(80),
  toAccount: typed(80),
  toName: typed(80),
  toBank: typed(80),
  /** Of the transaction, as the bank numbers it. */
  reference: typed(80),
});
export type TransferValues = z.infer<typeof transferValues>;

export const recordedValues = incidentValues
  .partial()
  .refine(
    ({ fraudType, subtype }) =>
      subtype == null || fraudType == null || Object.hasOwn(subtypes[fraudType], subtype),
    { error: '没有这个小类', path: ['subtype'] },
  );
export const recordedTransfer = transferValues
  .partial()
  .refine(({ sentAt, sentTo }) => (sentAt == null) === (sentTo == null), {
    error: '时间和精确到什么程度要一起登记',
    path: ['sentAt'],
  });
