import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encode, openMac } from './mac.ts';

const key = randomBytes(32);
const mac = openMac(key);
const fields = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constant(null)), {
  maxLength: 12,
});

test('is HMAC-SM3 of what is encoded', () => {
  fc.assert(
    fc.property(fc.string(), fields, (purpose, list) => {
      const expected = createHmac('sm3', key).update(encode(purpose, list)).digest('hex');
      expect(mac(purpose, list)).toBe(expected);
    }),
  );
});

test('two different lists are never encoded alike, wherever a character stands', () => {
  fc.assert(
    fc.property(fields, fields, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      expect(encode('p', a).equals(encode('p', b))).toBe(false);
    }),
  );
  const alike = [['ab', ''], ['a', 'b'], ['', 'ab'], ['ab'], ['ab', null], [null, 'ab'], [null], []];
  expect(new Set(alike.map((list) => mac('p', list))).size).toBe(alike.length);
});

test('one purpose says nothing about another, one key nothing about another', () => {
  const macs = [mac('record', ['1']), mac('seal', ['1']), openMac(randomBytes(32))('record', ['1'])];
  expect(new Set(macs).size).toBe(3);
});

test('refuses a key longer than a block', () => {
  expect(() => openMac(randomBytes(65))).toThrow(RangeError);
});
