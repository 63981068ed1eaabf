import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { clientKey, createBuckets } from './buckets.ts';

test('a key may spend its tokens and then waits', () => {
  const buckets = createBuckets(3, 60_000);
  expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([0, 0, 0]);
  expect(buckets.take('a')).toBe(60);
  expect(buckets.take('b')).toBe(0);
});

test('tokens come back with time', async () => {
  const buckets = createBuckets(1, 30);
  buckets.take('a');
  expect(buckets.take('a')).toBe(1);
  await sleep(45);
  expect(buckets.take('a')).toBe(0);
});

test('remembers a bounded number of keys, the latest ones', () => {
  const buckets = createBuckets(1, 60_000, 100);
  for (let i = 0; i < 1_000; i++) buckets.take(`k${i}`);
  expect(buckets.take('k999')).toBeGreaterThan(0);
  expect(buckets.take('k0')).toBe(0);
});

test('one customer of an IPv6 network counts once', () => {
  expect(clientKey('2001:db8:1:2:aaaa::1')).toBe(clientKey('2001:db8:1:2:bbbb::9'));
  expect(clientKey('10.0.0.1')).toBe('10.0.0.1');
  expect(clientKey('::ffff:10.0.0.1')).toBe('10.0.0.1');
});

test.each([
  ['2001:db8::1', '2001:db8:0:0:ffff::9', true],
  ['2001:db8::1', '2001:db8:0:0::2', true],
  ['2001:db8::1', '2001:db8:0:1::1', false],
  ['2001:db8:1::1', '2001:db8:1:0:5::', true],
  ['::1', '::2', true],
  ['::1', '0:0:0:1::1', false],
  ['2001:DB8::a', '2001:db8::b', true],
  ['fe80::1%eth0', 'fe80::2%eth1', true],
  ['::ffff:10.0.0.1', '10.0.0.1', true],
  ['::ffff:a00:1', '10.0.0.1', true],
  ['10.0.0.1', '10.0.0.2', false],
])('%s and %s are one customer: %s, however they are shortened', (one, other, same) => {
  expect(clientKey(one) === clientKey(other)).toBe(same);
});
