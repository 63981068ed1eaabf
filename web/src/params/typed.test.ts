import { expect, test } from 'vitest';
import { allows, beijingInstant, typedValue } from './typed.ts';

const minutes = { type: 'number', min: 5, max: 60, whole: true } as const;

test('numbers are taken as people type them, within their bounds', () => {
  expect(typedValue(' ４５ ')).toBe('45');
  for (const good of ['5', '60']) expect(allows(minutes, good)).toBe(true);
  for (const bad of ['', '4', '61', '7.5', 'soon']) expect(allows(minutes, bad)).toBe(false);
});

test('a choice is one of its options', () => {
  const calendar = { type: 'choice', options: ['always', 'office'] } as const;
  expect(allows({ ...calendar, options: [...calendar.options] }, 'office')).toBe(true);
  expect(allows({ ...calendar, options: [...calendar.options] }, 'never')).toBe(false);
});

test('a typed time is the time of Beijing', () => {
  expect(new Date(beijingInstant('2026-11-21T08:00')).toISOString()).toBe('2026-11-21T00:00:00.000Z');
  expect(beijingInstant('')).toBe('');
});
