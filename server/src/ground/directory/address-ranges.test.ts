import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { liesIn, readRange } from './address-ranges.ts';

describe('a range', () => {
  test.each([
    ['10.1.2.3', '10.1.2.3/32'],
    ['10.1.2.3/24', '10.1.2.0/24'],
    [' 192.168.0.0/16 ', '192.168.0.0/16'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8::1/64', '2001:db8::/64'],
    ['::1', '::1/128'],
  ])('%s is read as %s', (written, text) => expect(readRange(written)?.text).toBe(text));

  test.each([
    '',
    '/',
    '10.1.2',
    '10.1.2.0/33',
    '10.1.2.0/-1',
    '10.1.2.0/24/8',
    '10.1.2.0/',
    'fe80::1%eth0',
    '2130706433',
    '0x7f.1.1.1',
    '公网',
    '::1/129',
  ])('%j is none', (written) => expect(readRange(written)).toBeNull());

  test('holds exactly the IPv4 addresses whose first bits are its own', () => {
    const bytes = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    const numberOf = (parts: readonly number[]) => parts.reduce((sum, byte) => sum * 256 + byte, 0);
    fc.assert(
      fc.property(bytes, bytes, fc.nat(32), (network, asked, bits) => {
        const range = readRange(`${network.join('.')}/${bits}`);
        if (range === null) throw new Error('not read');
        const size = 2 ** (32 - bits);
        const inside = Math.floor(numberOf(network) / size) === Math.floor(numberOf(asked) / size);
        expect(liesIn([range], asked.join('.'))).toBe(inside);
        expect(liesIn([range], `::ffff:${asked.join('.')}`)).toBe(inside);
      }),
    );
  });

  test('of the other family holds nothing', () => {
    const [four, six] = [readRange('0.0.0.0/0'), readRange('::/0')];
    if (four === null || six === null) throw new Error('not read');
    expect(liesIn([four], '2001:db8::1')).toBe(false);
    expect(liesIn([six], '10.1.2.3')).toBe(false);
    expect(liesIn([], '10.1.2.3')).toBe(false);
  });
});
