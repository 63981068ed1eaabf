import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import {
  byteaArray,
  type Db,
  int2Array,
  int4Array,
  int8ArrayOfHex,
  machine,
  openDb,
  together,
  uuidArray,
} from './index.ts';

let db: Db;
beforeAll(async () => {
  db = openDb((await testDatabase()).app, { pipeline: true });
});
afterAll(() => db.close());

/** What PostgreSQL understood of an array, as text. */
async function understood(type: string, array: Buffer): Promise<(string | null)[]> {
  const text = type === 'bytea' ? "encode(v, 'hex')" : 'v::text';
  const { rows } = await db.pool.query<{ v: string | null }>(
    `SELECT ${text} AS v FROM unnest($1::${type}[]) AS u (v)`,
    [array],
  );
  return rows.map((row) => row.v);
}

const read = (type: string, write: (values: never[]) => Buffer, values: readonly unknown[]) =>
  understood(type, write(values as never[]));

const asText = (values: readonly (number | string | null)[]) =>
  values.map((v) => (v === null ? null : String(v)));
const nullable = <T>(of: fc.Arbitrary<T>) => fc.array(fc.option(of, { nil: null }), { maxLength: 40 });

test('uuids arrive as they were, with or without hyphens, nulls as nulls', async () => {
  await fc.assert(
    fc.asyncProperty(nullable(fc.uuid()), fc.boolean(), async (uuids, bare) => {
      const given = uuids.map((uuid) => (bare ? (uuid?.replaceAll('-', '') ?? null) : uuid));
      expect(await read('uuid', uuidArray, given)).toEqual(uuids);
    }),
    { numRuns: 40 },
  );
});

test('small, usual and 64-bit integers arrive as they were', async () => {
  const small = fc.integer({ min: -32_768, max: 32_767 });
  const usual = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  const large = fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(nullable(small), nullable(usual), large, async (two, four, eight) => {
      expect(await read('smallint', int2Array, two)).toEqual(asText(two));
      expect(await read('integer', int4Array, four)).toEqual(asText(four));
      const hex = eight.map((value) => value.toString(16).padStart(16, '0'));
      const signed = eight.map((value) => BigInt.asIntN(64, value).toString());
      expect(await read('bigint', int8ArrayOfHex, hex)).toEqual(signed);
    }),
    { numRuns: 40 },
  );
});

test('bytes arrive as they were, also empty ones', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 30 }), async (values) => {
      const hex = values.map((value) => Buffer.from(value).toString('hex'));
      expect(await read('bytea', byteaArray, values)).toEqual(hex);
    }),
    { numRuns: 40 },
  );
});

test('what is no uuid, no 16 hex digits or too large is refused before it is sent', () => {
  expect(() => uuidArray(['1234'])).toThrow(RangeError);
  expect(() => uuidArray([`${'0'.repeat(32)}00`])).toThrow(RangeError);
  expect(() => int8ArrayOfHex(['xyz'])).toThrow(RangeError);
  expect(() => int2Array([40_000])).toThrow(RangeError);
});

test('of statements given at once, the cause is thrown and not its consequences; nothing of them stays', async () => {
  const table = db.inTransaction(machine, async (tx) => {
    await tx.query('CREATE TEMP TABLE once (n integer PRIMARY KEY)');
    const insert = (n: number) => tx.query('INSERT INTO once VALUES ($1)', [n]);
    const later = async () => {
      await Promise.resolve();
      return insert(3);
    };
    await together(insert(1), later(), insert(1), insert(2));
  });
  await expect(table).rejects.toMatchObject({ code: '23505' });
});
