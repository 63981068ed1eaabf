import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTamperingBook, recordAt } from './testing/tampering.ts';

const count = 24;
const { book, superuser, restore } = await openTamperingBook(count);

describe('whatever single byte is changed', () => {
  const recordBytes = [
    'event',
    'target',
    'detail',
    'actor',
    'unit_id',
    'nonce',
    'writer_mac',
    'at',
    'xid',
    'ok',
    'id',
  ] as const;

  test('in any column of any record, it is found', { timeout: 120_000 }, async () => {
    let changes = 0;
    const where = fc.integer({ min: 1, max: count });
    await fc.assert(
      fc.asyncProperty(
        where,
        fc.constantFrom(...recordBytes),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (position, column, at, by) => {
          const changed = await changeByte(position, column, at, by);
          if (!changed) return;
          changes++;
          expect((await book.verify([])).ok).toBe(false);
          await restore();
        },
      ),
      { numRuns: 150 },
    );
    expect(changes).toBeGreaterThan(75); // the rest made no value of the column's type
  });

  test('in any column of any seal, it is found', { timeout: 120_000 }, async () => {
    const columns = [
      'digest',
      'prev',
      'mac',
      'sealed_at',
      'horizon',
      'signed',
      'record_id',
      'position',
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: count }),
        fc.constantFrom(...columns),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (position, column, at, by) => {
          const value = {
            digest: `set_byte(digest, ${at % 32}, get_byte(digest, ${at % 32}) # ${by})`,
            prev: `set_byte(prev, ${at % 32}, get_byte(prev, ${at % 32}) # ${by})`,
            mac: `set_byte(mac, ${at % 32}, get_byte(mac, ${at % 32}) # ${by})`,
            sealed_at: `sealed_at + interval '${by} microseconds'`,
            horizon: `(horizon::text::bigint + ${by})::text::xid8`,
            signed: 'NOT signed',
            record_id: `record_id + 1000 * ${by}`,
            position: `position + 23 + ${by}`,
          }[column];
          await superuser(`UPDATE audit_seal SET ${column} = ${value} WHERE position = ${position}`);
          expect((await book.verify([])).ok).toBe(false);
          await restore();
        },
      ),
      { numRuns: 100 },
    );
  });

  /** @returns false when the column has no byte there, or what came out is no value of its type */
  async function changeByte(
    position: number,
    column: (typeof recordBytes)[number],
    at: number,
    by: number,
  ): Promise<boolean> {
    const id = recordAt(position);
    const flip = (bytes: string) =>
      `set_byte(${bytes}, ${at} % length(${bytes}), get_byte(${bytes}, ${at} % length(${bytes})) # ${by})`;
    const value = {
      event: `convert_from(${flip(`convert_to(event, 'UTF8')`)}, 'UTF8')`,
      target: `convert_from(${flip(`convert_to(target, 'UTF8')`)}, 'UTF8')`,
      detail: `convert_from(${flip(`convert_to(detail::text, 'UTF8')`)}, 'UTF8')::jsonb`,
      actor: `encode(${flip('uuid_send(actor)')}, 'hex')::uuid`,
      unit_id: `encode(${flip('uuid_send(unit_id)')}, 'hex')::uuid`,
      nonce: `encode(${flip('uuid_send(nonce)')}, 'hex')::uuid`,
      writer_mac: flip('writer_mac'),
      at: `at + interval '${by} microseconds'`,
      xid: `(xid::text::bigint + ${by})::text::xid8`,
      ok: 'NOT ok',
      id: `id + 1000 * ${by}`,
    }[column];
    try {
      const rows = await superuser(
        `UPDATE audit_record SET ${column} = ${value} WHERE id = ${id} AND ${column}::text IS DISTINCT FROM (${value})::text RETURNING id`,
      );
      return rows.length === 1;
    } catch {
      return false;
    }
  }
});
