import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCursor, encodeCursor, type Position } from './cursor.ts';

const id = fc.uuid();
const instant = fc
  .date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2100-01-01') })
  .map((date) => date.toISOString().replace('Z', '123Z'));
const position: fc.Arbitrary<Position> = fc.oneof(
  fc.record({
    part: fc.constant('open' as const),
    level: fc.nat(3),
    due: fc.oneof(instant, fc.constant('infinity')),
    id,
  }),
  fc.record({ part: fc.constant('closed' as const), closedAt: instant, id }),
);

describe('a cursor', () => {
  test('comes back as it went, short enough for the contract', () => {
    fc.assert(
      fc.property(position, (at) => {
        expect(encodeCursor(at).length).toBeLessThanOrEqual(200);
        expect(decodeCursor(encodeCursor(at))).toEqual(at);
      }),
    );
  });

  test('of somebody else starts the list at its top', () => {
    fc.assert(fc.property(fc.string(), (text) => decodeCursor(text) === undefined));
    const broken = (parts: unknown) => decodeCursor(Buffer.from(JSON.stringify(parts)).toString('base64url'));
    const uuid = crypto.randomUUID();
    expect(broken(['o', 1, '2026-02-30T00:00:00.000000Z', uuid])).toBe(undefined);
    expect(broken(['o', -1, 'infinity', uuid])).toBe(undefined);
    expect(broken(['o', 1, 'infinity', 'no uuid'])).toBe(undefined);
    expect(broken(['x', 1, 'infinity', uuid])).toBe(undefined);
    expect(broken(null)).toBe(undefined);
  });
});
