import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packPayloads, unpackPayloads } from './payloads.ts';

const line = fc
  .record({ id: fc.string({ unit: 'binary', maxLength: 128 }), text: fc.string({ maxLength: 2_000 }) })
  .map((value) => JSON.stringify(value));

describe('payloads of a batch', () => {
  test('come back as they were, in their order', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 60 }), (lines) => {
        expect(unpackPayloads(packPayloads(lines))).toEqual(lines);
      }),
    );
  });

  test('a large batch takes a fraction of its room', () => {
    const lines = Array.from({ length: 400 }, (_, n) =>
      JSON.stringify({
        id: `bank-${n}`,
        kind: 'transfer',
        subject: { phone: `138${10_000_000 + n * 7919}` },
      }),
    );
    const packed = packPayloads(lines);
    expect(packed.length).toBeLessThan(lines.join('\n').length / 3);
    expect(unpackPayloads(packed)).toEqual(lines);
  });

  test('what an earlier release sealed as plain lines is read as it is', () => {
    const lines = ['{"id":"a"}', '{"id":"b"}'];
    expect(unpackPayloads(Buffer.from(lines.join('\n')))).toEqual(lines);
  });
});
