import { signal } from '@lanzha/contract';
import { expect, test } from 'vitest';
import { type Entry, newId, readPhone, toSignal } from './entry.ts';

const entry: Entry = {
  kind: 'report',
  phone: '138 0000-0001',
  name: ' 王静 ',
  place: '330206001',
  sender: '',
  text: ' 自称公安,要求转账 ',
  already: 'unknown',
};

test.each([
  ['13800000001', '13800000001'],
  ['138 0000 0001', '13800000001'],
  ['\uff11\uff13\uff18\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff11', '13800000001'],
  ['+86 138-0000-0001', '+8613800000001'],
  ['(0574) 8700 0000', '057487000000'],
])('%s is a phone number', (typed, plain) => expect(readPhone(typed)).toBe(plain));

test.each(['', '12', 'abc', '138x', '1'.repeat(25)])('%s is none', (typed) =>
  expect(readPhone(typed)).toBeNull(),
);

test('what the desk enters is a signal of the contract', () => {
  const made = { id: 'desk-0001', at: Date.parse('2026-03-01T01:30:00Z') };
  expect(signal.parse(toSignal(entry, made))).toMatchObject({
    kind: 'report',
    at: '2026-03-01T01:30:00.000Z',
    subject: { phone: '13800000001', name: '王静', place: '330206001' },
    text: '自称公安,要求转账',
    already: 'unknown',
  });
  const sms = signal.parse(toSignal({ ...entry, kind: 'sms', sender: ' 95588 ', place: undefined }, made));
  expect(sms).toMatchObject({ kind: 'sms', from: '95588' });
  expect(sms.subject).not.toHaveProperty('place');
});

test('each entry has an id of its own', () => {
  expect(toSignal(entry, { id: newId(), at: 0 }).id).not.toBe(toSignal(entry, { id: newId(), at: 0 }).id);
});
