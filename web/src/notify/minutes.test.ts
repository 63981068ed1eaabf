import { expect, test } from 'vitest';
import { clockOf, minutesOf } from './minutes.ts';
import { readNotifySearch } from './search.ts';

test('minutes of the day go to a clock and back', () => {
  for (const minutes of [0, 59, 60, 420, 1320, 1439]) expect(minutesOf(clockOf(minutes))).toBe(minutes);
});

test.each(['', '24:00', '7', '12:60', 'noon'])('%j is no time of the day', (text) => {
  expect(minutesOf(text)).toBeNull();
});

test('an address names a tab that exists', () => {
  expect(readNotifySearch({ tab: 'webhooks', unread: true })).toEqual({ tab: 'webhooks', unread: true });
  expect(readNotifySearch({ tab: 'nonsense', unread: 'yes' })).toEqual({});
});
