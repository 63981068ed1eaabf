import { expect, test } from 'vitest';
import { instantOf, suggestUntil } from './until.ts';

test('what is typed is meant in the time of Asia/Shanghai', () => {
  expect(instantOf('2026-03-02T17:00')).toBe('2026-03-02T09:00:00.000Z');
  expect(instantOf('')).toBeNull();
});

test('the next morning is suggested, also late in the evening', () => {
  expect(suggestUntil(Date.parse('2026-03-02T16:30:00Z'))).toBe('2026-03-04T10:00');
});
