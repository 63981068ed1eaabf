import type { IncidentValues, MissingElement, TransferField, TransferValues } from '@lanzha/contract';

/** What the order to stop a payment is checked against: account, holder, amount and time (rules.md §3.1), and who asks. */
const mustOfTransfer = [
  'fromAccount',
  'fromBank',
  'toAccount',
  'toName',
  'amount',
  'sentAt',
] as const satisfies readonly TransferField[];

/** What is not there yet, in the order it is asked for. Struck transfers do not count. */
export function missingOf(
  values: IncidentValues,
  transfers: readonly { readonly id: string; readonly values: TransferValues }[],
): MissingElement[] {
  const missing: MissingElement[] = [];
  const lacks = (
    field: MissingElement['field'],
    need: MissingElement['need'],
    transfer: string | null = null,
  ) => missing.push({ field, transfer, need });
  if (transfers.length === 0) lacks('transfer', 'must');
  for (const { id, values: one } of transfers) {
    for (const field of mustOfTransfer) if (one[field] === null) lacks(field, 'must', id);
    if (one.toBank === null) lacks('toBank', 'should', id);
    if (one.sentAt !== null && one.sentTo !== 'second') lacks('sentTo', 'should', id);
    if (one.arrival === null) lacks('arrival', 'should', id);
  }
  for (const field of ['victimName', 'victimIdNo', 'brief'] as const)
    if (values[field] === null) lacks(field, 'must');
  for (const field of [
    'victimPhone',
    'fraudType',
    'screenSharing',
    'leak',
    'warnedBefore',
    'crisis',
  ] as const)
    if (values[field] === null) lacks(field, 'should');
  if (values.crisis === 'yes' && values.referral === null) lacks('referral', 'should');
  return missing;
}
