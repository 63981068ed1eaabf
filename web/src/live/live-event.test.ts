import { expect, test } from 'vitest';
import { readLiveEvent } from './live-event.ts';

test('events of the contract are read', () => {
  const created = { type: 'warning.created', id: 'a', level: 'urgent', at: '2026-03-01T00:00:00Z' } as const;
  expect(readLiveEvent(JSON.stringify({ ...created, more: 1 }))).toEqual(created);
  expect(readLiveEvent('{"type":"reset"}')).toEqual({ type: 'reset' });
});

test.each([
  '',
  'nonsense',
  '3',
  'null',
  '{"type":"warning.changed","id":"a","at":"x"}',
  '{"type":"case.created"}',
])('what is not one of them is passed over: %s', (data) => expect(readLiveEvent(data)).toBeNull());
