import type { IncidentDetail, IncidentHistory, PlainElements } from '@lanzha/contract';
import { expect, test } from 'vitest';
import { stillPlain } from './still-plain.ts';

const entry = (id: string, ...changes: [field: string, transfer: number | null][]) =>
  ({ id, changes: changes.map(([field, transfer]) => ({ field, transfer })) }) as unknown as IncidentHistory;
const rows = [
  { id: 'a', no: 1 },
  { id: 'b', no: 2 },
];
const incident = (...history: IncidentHistory[]) => ({ rows, history }) as unknown as IncidentDetail;
const opened = {
  values: { victimName: '张三', brief: '经过' },
  rows: [
    { id: 'a', no: 1, toName: '孙得利', toAccount: '6222' },
    { id: 'b', no: 2, toName: '孙得利', toAccount: '6217' },
  ],
} as unknown as PlainElements;

const first = entry('1', ['victimName', null], ['toName', 1], ['toName', 2]);

test('what nobody has written since stays in full', () => {
  expect(stillPlain(opened, incident(first), incident(first))).toEqual(opened);
  const elsewhere = incident(entry('2', ['talk', null]), first);
  expect(stillPlain(opened, incident(first), elsewhere)).toEqual(opened);
});

test('what was written since is masked again, whatever its mask looks like, in that row alone', () => {
  const now = incident(entry('2', ['toName', 1]), first);
  expect(stillPlain(opened, incident(first), now)).toMatchObject({
    values: opened.values,
    rows: [{ id: 'a', no: 1, toAccount: '6222' }, opened.rows[1]],
  });
  expect(stillPlain(opened, incident(first), now).rows[0]).not.toHaveProperty('toName');
  const renamed = incident(entry('2', ['victimName', null]), first);
  expect(stillPlain(opened, incident(first), renamed).values).toEqual({ brief: '经过' });
});
