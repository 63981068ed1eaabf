import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { machine } from '../db/index.ts';
import { openMac } from './mac.ts';
import { recordAudit } from './record.ts';
import { recordColumns, type StoredRecord } from './stored.ts';
import { openBook } from './testing.ts';
import { isSigned } from './writer.ts';

const book = await openBook();
const mac = openMac(book.key);

async function lastRecord(): Promise<StoredRecord> {
  const { rows } = await book.db.pool.query<StoredRecord>(
    `SELECT ${recordColumns('r')} FROM audit_record r ORDER BY r.id DESC LIMIT 1`,
  );
  return rows[0]!;
}

// PostgreSQL knows no character zero in text.
const text = fc.string({ unit: 'binary', maxLength: 40 }).map((value) => value.replaceAll('\0', ''));
/*
 * Names of members come from our own code. V8 13.6 reads the name "\u0001" as a backslash once an object with the name of a backslash
 * was read before it, so names that JSON has to escape are left out; no record has any.
 */
const isPlain = (name: string) => JSON.stringify(name) === `"${name}"`;
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) =>
    JSON.parse(JSON.stringify(value).replaceAll('\\u0000', ''), (name, member) =>
      isPlain(name) ? member : undefined,
    ),
  );
const entries = fc.record({
  actor: fc.option(
    fc.oneof(
      fc.uuid(),
      fc.uuid().map((id) => id.toUpperCase()),
    ),
  ),
  unitId: fc.option(fc.uuid()),
  event: text,
  ok: fc.boolean(),
  target: text,
  detail: fc.dictionary(text.filter(isPlain), fc.oneof(json, fc.double(), fc.maxSafeInteger(), text)),
});

test('whatever is recorded comes back from the database with a mark that fits', async () => {
  await fc.assert(
    fc.asyncProperty(entries, async (entry) => {
      await book.db.inTransaction(machine, (tx) => recordAudit(tx, entry));
      expect(isSigned(mac, await lastRecord())).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('the mark of another key, no mark, or the mark of another record does not fit', async () => {
  await book.write(1);
  const record = await lastRecord();
  expect(isSigned(openMac(randomBytes(32)), record)).toBe(false);
  expect(isSigned(mac, { ...record, writer_mac: null })).toBe(false);
  await book.write(1);
  expect(isSigned(mac, { ...record, writer_mac: (await lastRecord()).writer_mac })).toBe(false);
  expect(isSigned(mac, { ...record, actor: randomUUID() })).toBe(false);
});

test('a record written through the pool itself is marked too', async () => {
  await recordAudit(book.db.pool, { actor: null, unitId: null, event: 'pool.used', ok: true });
  expect(isSigned(mac, await lastRecord())).toBe(true);
});
