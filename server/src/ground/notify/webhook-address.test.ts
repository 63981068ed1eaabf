import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { checkUrl, type HookRules, mayConnect } from './webhook-address.ts';

const closed: HookRules = { hosts: '', nets: '', loopback: false };
const listed: HookRules = { ...closed, hosts: 'hook.example, *.city.example gw.example:8443 8.8.8.8' };

describe('an address to connect to', () => {
  const inside = [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ];
  const insideAddress = fc.constantFrom(...inside).chain((net) => {
    const [base, bits] = ipaddr.IPv4.parseCIDR(net);
    const first = Buffer.from(base.toByteArray()).readUInt32BE(0);
    return fc.integer({ min: 0, max: 2 ** (32 - bits) - 1 }).map((more) => first + more);
  });
  const dotted = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255].join('.');

  test('inside the house is refused in every spelling', () => {
    const everyHost = (n: number) => ({
      ...closed,
      hosts: [dotted(n), `[${new URL(`https://[::ffff:${dotted(n)}]/`).hostname.slice(1, -1)}]`].join(','),
    });
    fc.assert(
      fc.property(insideAddress, (n) => {
        const [a, b, c, d] = [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255] as const;
        const octal = [a, b, c, d].map((part) => `0${part.toString(8)}`).join('.');
        const spellings = [
          dotted(n),
          String(n),
          `0x${n.toString(16)}`,
          octal,
          `${a}.${(b << 16) | (c << 8) | d}`,
          `[::ffff:${dotted(n)}]`,
          `[0:0:0:0:0:ffff:${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}]`,
        ];
        for (const host of spellings)
          expect(checkUrl(`https://${host}/x`, everyHost(n))).toBeTypeOf('string');
        expect(mayConnect(dotted(n), closed)).toBe(false);
        expect(mayConnect(`::ffff:${dotted(n)}`, closed)).toBe(false);
        expect(mayConnect(`64:ff9b::${dotted(n)}`, closed)).toBe(false); // NAT64
        expect(mayConnect(`::${dotted(n)}`, closed)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '2002:7f00:1::',
    '2001::1',
  ])('%s is refused', (address) => expect(mayConnect(address, closed)).toBe(false));

  test.each(['169.254.169.254', '100.100.100.200', '168.63.129.16', '192.0.0.192', 'nonsense', ''])(
    '%s, where clouds keep their secrets or nothing at all, is refused',
    (address) =>
      expect(mayConnect(address, { nets: '0.0.0.0/0', loopback: false })).toBe(address.startsWith('100.')),
  );

  test('any other public one is allowed', () => {
    for (const address of ['8.8.8.8', '114.114.114.114', '2400:3200::1'])
      expect(mayConnect(address, closed)).toBe(true);
  });

  test('a private range is open only when it was opened by name, and this machine never by that', () => {
    const opened = { nets: '10.20.0.0/16', loopback: false };
    expect(mayConnect('10.20.3.4', opened)).toBe(true);
    expect(mayConnect('::ffff:10.20.3.4', opened)).toBe(true);
    expect(mayConnect('10.21.3.4', opened)).toBe(false);
    expect(mayConnect('127.0.0.1', { nets: '127.0.0.0/8', loopback: false })).toBe(false);
    expect(mayConnect('169.254.169.254', { nets: '169.254.0.0/16', loopback: false })).toBe(false);
  });
});

describe('a URL', () => {
  test.each([
    ['https://hook.example/in', true],
    ['https://HOOK.example:443/in?x=1', true],
    ['https://a.city.example/in', true],
    ['https://gw.example:8443/', true],
    ['https://8.8.8.8/', true],
  ])('%s is on the list', (url) => expect(checkUrl(url, listed)).toBeInstanceOf(URL));

  test.each([
    ['http://hook.example/', 'https'],
    ['ftp://hook.example/', 'https'],
    ['https://hook.example:8443/', 'not_listed'],
    ['https://gw.example/', 'not_listed'],
    ['https://city.example/', 'not_listed'],
    ['https://evilcity.example/', 'not_listed'],
    ['https://hook.example.evil.test/', 'not_listed'],
    ['https://hook.example@evil.test/', 'credentials'],
    ['https://user:pass@hook.example/', 'credentials'],
    ['https://hook.example./', 'format'],
    ['https://hook.example/#x', 'format'],
    ['https://127.0.0.1/', 'not_listed'],
    ['http://127.0.0.1/', 'https'],
    ['http://localhost/', 'https'],
    ['nonsense', 'format'],
  ])('%s is refused: %s', (url, why) => expect(checkUrl(url, listed)).toBe(why));

  test('of this machine is allowed by plain HTTP only for development', () => {
    const local = { ...closed, loopback: true };
    for (const url of [
      'http://127.0.0.1:9/',
      'http://localhost:9/',
      'http://[::1]:9/',
      'http://2130706433:9/',
    ])
      expect(checkUrl(url, local)).toBeInstanceOf(URL);
    expect(checkUrl('http://hook.example/', local)).toBe('https');
    expect(checkUrl('https://10.0.0.1/', local)).toBe('not_listed');
  });
});
