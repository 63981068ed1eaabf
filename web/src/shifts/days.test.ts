import { expect, test } from 'vitest';
import { addDays, dayOf, daysFrom, gapsOn, isDay, mondayOf, spanOf } from './days.ts';

test('days are those of the centres, whatever the hour in London', () => {
  expect(dayOf('2026-11-20T17:00:00Z')).toBe('2026-11-21');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysFrom('2026-02-27', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
});

test.each([
  ['2026-11-16', '2026-11-16'],
  ['2026-11-21', '2026-11-16'],
  ['2026-11-22', '2026-11-16'],
  ['2026-11-23', '2026-11-23'],
])('the week of %s begins on %s', (day, monday) => expect(mondayOf(day)).toBe(monday));

test('a night shift ends on the next day', () => {
  expect(spanOf('2026-11-30', '20:00', '08:00')).toEqual({
    startsAt: '2026-11-30T20:00:00+08:00',
    endsAt: '2026-12-01T08:00:00+08:00',
  });
  expect(spanOf('2026-11-30', '08:00', '20:00').endsAt).toBe('2026-11-30T20:00:00+08:00');
});

test('what is no day is none', () => {
  expect(isDay('2026-11-21')).toBe(true);
  expect([isDay('2026-1-1'), isDay('x'), isDay(3), isDay('2026-13-40')]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('a gap over days is said on each of them', () => {
  const gap = { from: '2026-11-16T10:00:00Z', to: '2026-11-18T00:00:00Z' };
  const on = (day: string) => gapsOn([gap], day).map(({ from, whole }) => [from, whole]);
  expect(on('2026-11-15')).toEqual([]);
  expect(on('2026-11-16')).toEqual([['2026-11-16T10:00:00.000Z', false]]);
  expect(on('2026-11-17')).toEqual([['2026-11-16T16:00:00.000Z', true]]);
  expect(on('2026-11-18')).toEqual([['2026-11-17T16:00:00.000Z', false]]);
  expect(on('2026-11-19')).toEqual([]);
});
