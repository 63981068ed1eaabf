import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { machine, openDb } from '../db/index.ts';
import { recordAudit } from './record.ts';

const database = await testDatabase();
const db = openDb(database.app);
afterAll(() => db.close());

const count = async () => (await db.pool.query('SELECT FROM audit_record')).rowCount;

test('a record stands exactly when the deed does', async () => {
  const entry = { actor: null, unitId: null, event: 'test.done', ok: true, detail: { a: 1 } };
  await db.inTransaction(machine, (tx) => recordAudit(tx, entry));
  const undone = db.inTransaction(machine, async (tx) => {
    await recordAudit(tx, entry);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await count()).toBe(1);
});

test.each([
  'UPDATE audit_record SET ok = false',
  'DELETE FROM audit_record',
  'TRUNCATE audit_record',
  "INSERT INTO audit_record (xid, event, ok) VALUES ('3', 'x', true)",
  "INSERT INTO audit_record (id, event, ok) OVERRIDING SYSTEM VALUE VALUES (3, 'x', true)",
  'UPDATE audit_seal SET signed = true',
  'DELETE FROM audit_seal',
  'TRUNCATE audit_seal',
])('the application may not: %s', async (sql) => {
  await expect(db.pool.query(sql)).rejects.toThrow('permission denied');
});

test.each(['audit_record', 'audit_seal'])('the reader of figures sees nothing of %s', async (table) => {
  const reader = openDb(database.reader);
  await expect(reader.pool.query(`SELECT FROM ${table}`)).rejects.toThrow('permission denied');
  await reader.close();
});
