import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formerIdHash, idHasher, type Sender } from './receipts.ts';

const sender: Sender = { unitId: '0199a0b0-0000-7000-8000-000000000001', source: 'carrier' };
const other: Sender = { ...sender, source: 'bank' };
const ids = fc.string({ unit: 'binary', minLength: 1, maxLength: 128 });
const runOf = (hash: string) => hash.slice(0, 16);

describe('the key of a receipt', () => {
  test('is 128 bits that depend on the id, its sender and the secret alone, not on what was asked before', () => {
    fc.assert(
      fc.property(ids, ids, (before, id) => {
        const hash = idHasher('key', sender);
        hash(before);
        expect(hash(id)).toBe(idHasher('key', sender)(id));
        expect(hash(id)).toMatch(/^[0-9a-f]{32}$/);
        expect(hash(id)).not.toBe(idHasher('key', other)(id));
        expect(hash(id)).not.toBe(idHasher('another', sender)(id));
      }),
    );
  });

  test('differs for different ids', () => {
    fc.assert(
      fc.property(fc.uniqueArray(ids, { minLength: 2, maxLength: 40 }), (all) => {
        expect(new Set(all.map(idHasher('key', sender))).size).toBe(all.length);
      }),
    );
  });

  test('lies beside those of its run: a thousand numbers, or what one minute brings', () => {
    const hash = idHasher('key', sender);
    const runs = (of: readonly string[]) => new Set(of.map((id) => runOf(hash(id)))).size;
    expect(runs(Array.from({ length: 3000 }, (_, n) => `20261122-${String(n).padStart(9, '0')}`))).toBe(3);
    expect(runs(['019aab3c-0001-7abc-8def-0123456789ab', '019aab3c-ffff-7123-9456-ba9876543210'])).toBe(1);
    expect(runs(['019aab3c-0001-4abc-8def-0123456789ab', '019aab3c-0001-4abc-8def-ba9876543210'])).toBe(2);
  });

  test('is not the former one', () => {
    fc.assert(
      fc.property(ids, (id) => {
        expect(idHasher('key', sender)(id)).not.toBe(formerIdHash('key', sender, id));
      }),
    );
  });
});
