import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { openDb } from '../db/index.ts';
import { openParams, type Params } from './params.ts';

const database = await testDatabase();
const db = openDb(database.app);
const owner = new pg.Client(database.migrator);
let params: Params;

const addVersion = (code: string, value: string, unit: string, from: string, to: string) =>
  owner.query(
    `INSERT INTO rule_param (code, value, unit, legal_basis, certainty, effective_from, effective_to)
     VALUES ($1, $2, $3, 'test', '设计', $4, $5)`,
    [code, value, unit, from, to],
  );

beforeAll(async () => {
  await owner.connect();
  await addVersion('t.changed', '1', 'h', '-infinity', '2026-01-01T00:00+08');
  await addVersion('t.changed', '2', 'h', '2026-01-01T00:00+08', 'infinity');
  await addVersion('t.special', '10', 'd', '-infinity', 'infinity');
  await addVersion('t.special', '20', 'd', '2026-05-01T00:00Z', '2026-06-01T00:00Z');
  await addVersion('t.text', 'abc', 'text', '-infinity', 'infinity');
  await addVersion('t.past', '1', 'min', '2020-01-01T00:00Z', '2021-01-01T00:00Z');
  params = await openParams(db);
});
afterAll(async () => {
  params.close();
  await owner.end();
  await db.close();
});

test('a parameter has the value in force at the time asked for', () => {
  expect(params.number('t.changed', new Date('2025-12-31T15:59:59Z'))).toBe(1);
  expect(params.number('t.changed', new Date('2025-12-31T16:00:00Z'))).toBe(2);
});

test('of two versions in force the one that came later counts', () => {
  expect(params.number('t.special', new Date('2026-05-15T00:00Z'))).toBe(20);
  expect(params.number('t.special', new Date('2026-06-01T00:00Z'))).toBe(10);
});

test('the version that was used can be kept with a decision', () => {
  const before = params.value('t.changed', new Date('2025-01-01T00:00Z'));
  const after = params.value('t.changed', new Date('2027-01-01T00:00Z'));
  expect(before.id).not.toBe(after.id);
  expect(after).toMatchObject({ code: 't.changed', value: '2', unit: 'h' });
});

test('durations follow their unit', () => {
  expect(params.milliseconds('session.idle')).toBe(15 * 60_000);
  expect(params.milliseconds('t.changed', new Date('2027-01-01T00:00Z'))).toBe(2 * 3_600_000);
  expect(() => params.milliseconds('signin.failures')).toThrow('no duration');
});

test('an unknown code, one no longer in force and one that is no number are refused', () => {
  expect(() => params.number('t.unknown')).toThrow('t.unknown');
  expect(() => params.number('t.past')).toThrow('t.past');
  expect(() => params.number('t.text')).toThrow('no number');
  expect(params.value('t.text').value).toBe('abc');
});

test('a change is seen after the next reading', async () => {
  await addVersion('t.fresh', '7', 's', '-infinity', 'infinity');
  expect(() => params.number('t.fresh')).toThrow();
  await params.refresh();
  expect(params.milliseconds('t.fresh')).toBe(7_000);
});

test('the application cannot change a parameter', async () => {
  await expect(db.pool.query("UPDATE rule_param SET value = '1'")).rejects.toThrow('permission denied');
});
