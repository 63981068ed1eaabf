import type { PlainElements } from '@lanzha/contract';
import { expect, test } from 'vitest';
import { sheetOf } from './sheet-lines.ts';

const row = {
  id: 'a',
  no: 1,
  amount: 3_500_050,
  sentAt: '2026-03-01T07:20:33.000Z',
  sentTo: 'second',
  fromAccount: '6217001234567890123',
  fromName: null,
  toAccount: '6222029876543210987',
  toName: '孙得利',
} as unknown as PlainElements['rows'][number];
const elements = {
  values: { victimName: '钱小梅', victimIdNo: null, brief: '接到假客服电话' },
  rows: [row],
} as unknown as PlainElements;

test('a sheet holds names, accounts, the exact sum and the second, nothing masked, nothing rounded', () => {
  const transfer = sheetOf(elements).find(({ no }) => no === 1);
  expect(
    Object.fromEntries((transfer?.lines ?? []).map(({ key, value }) => [key, value ?? null])),
  ).toMatchObject({
    fromName: '钱小梅',
    fromAccount: '6217001234567890123',
    toAccount: '6222029876543210987',
    toName: '孙得利',
    amount: '35000.50',
    sentAt: '2026-03-01 15:20:33',
  });
});

test('what was not taken down is there as a gap, not left out', () => {
  expect(sheetOf(elements)[0]?.lines).toContainEqual({ key: 'victimIdNo', value: null });
});
