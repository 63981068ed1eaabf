import { addWorkingTime } from '@lanzha/engine/deadlines';
import { expect, test } from 'vitest';
import { calendarOf } from './calendars.ts';

const hour = 3_600_000;
const at = (text: string) => Date.parse(`${text}+08:00`);
const office = calendarOf('office 08:30-12:00,14:00-17:30');

test.each([
  ['over the lunch break', '2026-09-28T11:00', '2026-09-28T15:00'],
  ['over the Spring Festival of 2026', '2026-02-14T16:30', '2026-02-24T09:30'],
  ['over the National Day of 2026, back on a Thursday', '2026-09-30T16:30', '2026-10-08T09:30'],
  ['into the Saturday made up for it', '2026-10-09T16:30', '2026-10-10T09:30'],
  ['over a week-end', '2026-06-26T16:30', '2026-06-29T09:30'],
])('two working hours %s', (_, from, end) => {
  expect(addWorkingTime(office, at(from), 2 * hour)).toBe(at(end));
});

test('a year whose holidays are not published yet is plain weeks', () => {
  const { exceptions } = office as Extract<typeof office, { kind: 'hours' }>;
  expect([...exceptions.keys()].some((day) => day.startsWith('2026-'))).toBe(true);
  expect([...exceptions.keys()].every((day) => /^20\d\d-\d\d-\d\d$/.test(day))).toBe(true);
});

test('the same text is the same calendar; what is none is named', () => {
  expect(calendarOf('office 08:30-12:00,14:00-17:30')).toBe(office);
  expect(() => calendarOf('sometimes')).toThrow(RangeError);
  expect(() => calendarOf('office nine to five')).toThrow(RangeError);
  expect(() => calendarOf('office 14:00-17:30,08:30-12:00')).toThrow(RangeError);
});
