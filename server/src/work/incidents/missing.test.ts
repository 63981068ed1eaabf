import { type IncidentValues, incidentFields, type TransferValues, transferFields } from '@lanzha/contract';
import { expect, test } from 'vitest';
import { missingOf } from './missing.ts';

const empty = (fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, null]));
const nobody = empty(incidentFields) as unknown as IncidentValues;
const nothing = empty(transferFields) as unknown as TransferValues;
const musts = (...args: Parameters<typeof missingOf>) =>
  missingOf(...args)
    .filter(({ need }) => need === 'must')
    .map(({ field }) => field);

test('an empty incident lacks a transfer before anything else, then who and what happened', () => {
  expect(musts(nobody, [])).toEqual(['transfer', 'victimName', 'victimIdNo', 'brief']);
});

test('a transfer lacks what the order to stop it is checked against: account, holder, amount and time', () => {
  expect(
    musts({ ...nobody, victimName: '赵', victimIdNo: '1', brief: '…' }, [{ id: 'a', values: nothing }]),
  ).toEqual(['fromAccount', 'fromBank', 'toAccount', 'toName', 'amount', 'sentAt']);
});

test('a time that is not known to the second is asked for again and keeps nothing from being stopped', () => {
  const values = { ...nothing, sentAt: '2026-03-02T07:20:00.000Z', sentTo: 'minute' } as const;
  expect(missingOf(nobody, [{ id: 'a', values }])).toContainEqual({
    field: 'sentTo',
    transfer: 'a',
    need: 'should',
  });
});

test('a person in a crisis is to be referred', () => {
  expect(missingOf({ ...nobody, crisis: 'yes' }, []).map(({ field }) => field)).toContain('referral');
  expect(
    missingOf({ ...nobody, crisis: 'yes', referral: '已转心理危机干预热线' }, []).map(({ field }) => field),
  ).not.toContain('referral');
});
