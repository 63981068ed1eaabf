import { randomBytes } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { openDb } from '../db/index.ts';
import { openMac } from './mac.ts';
import { digestOf, type StoredRecord, type StoredSeal, sealMacOf } from './stored.ts';

const database = await testDatabase();
const db = openDb(database.app);
afterAll(() => db.close());
const mac = openMac(randomBytes(32));

async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    'SELECT attname::text AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped',
    [table],
  );
  return rows.map((row) => row.name);
}

/** Columns that change what comes out; computed by setting each to a value of its own. */
function covered(columns: readonly string[], compute: (row: Record<string, string>) => string): string[] {
  const row = Object.fromEntries(columns.map((column) => [column, '0']));
  return columns.filter((column) => compute({ ...row, [column]: '1' }) !== compute(row));
}

test('the digest covers every column of a record', async () => {
  const columns = await columnsOf('audit_record');
  const digest = (row: Record<string, string>) => digestOf(mac, row as unknown as StoredRecord);
  expect(covered(columns, digest)).toEqual(columns);
});

test('the mac covers every other column of a seal', async () => {
  const columns = (await columnsOf('audit_seal')).filter((column) => column !== 'mac');
  const seal = (row: Record<string, string>) => sealMacOf(mac, row as unknown as StoredSeal);
  expect(covered(columns, seal)).toEqual(columns);
});
