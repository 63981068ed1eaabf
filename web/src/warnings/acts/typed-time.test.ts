import { expect, test } from 'vitest';
import { readTime, writeTime } from './typed-time.ts';

test('a time is typed as the clock of the centres shows it', () => {
  expect(readTime('2026-11-21T21:05')).toBe('2026-11-21T13:05:00.000Z');
  expect(writeTime('2026-11-21T13:05:00.000Z')).toBe('2026-11-21T21:05');
});

test('what is no time is none', () => {
  for (const typed of ['', '2026-11-21', '2026-13-45T99:99', 'gestern']) expect(readTime(typed)).toBeNull();
  expect(writeTime(null)).toBe('');
});
