import { afterAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { openDb } from '../db/index.ts';
import { boundsOf, descending, findMeaning, fits } from './declared.ts';

const database = await testDatabase();
const db = openDb(database.app);
afterAll(() => db.close());

test('every parameter of the house says what it decides, and its delivered value lies within its bounds', async () => {
  const { rows } = await db.pool.query<{ code: string; value: string; unit: string }>(
    'SELECT code, value, unit FROM rule_param',
  );
  expect(rows.filter(({ code }) => findMeaning(code) === null)).toEqual([]);
  expect(rows.filter(({ code, unit, value }) => !fits(code, unit, value))).toEqual([]);
  for (const code of descending.flat()) expect(rows.map((row) => row.code)).toContain(code);
});

describe('a value', () => {
  test.each([
    ['session.idle', 'min', '4', false],
    ['session.idle', 'min', '15', true],
    ['session.idle', 'min', '61', false],
    ['session.idle', 'min', '1e1', false],
    ['signin.failures', 'times', '3.5', false],
    ['warning.clock.calendar', 'calendar', 'office', true],
    ['warning.clock.calendar', 'calendar', 'weekends', false],
    ['clock.office.hours', 'hours', '08:30-12:00,14:00-17:30', true],
    ['clock.office.hours', 'hours', 'all day', false],
    ['notify.webhook.hosts', 'hosts', '', true],
    ['notify.webhook.nets', 'nets', '10.1.0.0/16,fd00::/8', true],
    ['notify.webhook.nets', 'nets', 'everything', false],
  ])('of %s in %s: %s fits: %s', (code, unit, value, expected) => {
    expect(fits(code, unit, value)).toBe(expected);
  });

  test('of a parameter nobody declared never fits', () => {
    expect(fits('no.such', 'min', '5')).toBe(false);
    expect(boundsOf('no.such', 'min')).toEqual({ type: 'choice', options: [] });
  });
});
