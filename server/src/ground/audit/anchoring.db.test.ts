import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { AnchorSink } from './anchor.ts';
import { createAnchoring } from './anchoring.ts';
import { openMac } from './mac.ts';
import type { Head } from './seals.ts';
import { openBook } from './testing.ts';

const book = await openBook();
const set = async (code: string, value: string) => {
  await book.superuser('UPDATE rule_param SET value = $2 WHERE code = $1', [code, value]);
  await book.params.refresh();
};
const headAt = (position: number): Head => ({
  position,
  record: position,
  mac: position.toString(16).padStart(64, '0'),
  horizon: BigInt(position),
});

/** An anchoring whose clock stands until it is moved, and the positions that went outside. */
function open(write?: AnchorSink['write']) {
  const outside: number[] = [];
  let now = Date.parse('2026-03-02T01:00:00Z');
  const keep: AnchorSink['write'] = async ({ position }) => void outside.push(position);
  const anchoring = createAnchoring({
    mac: openMac(randomBytes(32)),
    params: book.params,
    log: pino({ level: 'silent' }),
    sinks: [{ name: 'memory', write: write ?? keep }],
    clock: () => now,
  });
  const pass = (ms: number) => {
    now += ms;
  };
  return { anchoring, outside, pass };
}

test('the first head goes outside at once, later ones after so many records', async () => {
  await set('audit.anchor.records', '3');
  await set('audit.anchor.every', '10');
  const { anchoring, outside } = open();
  for (const position of [1, 2, 3, 4, 5, 6, 7]) await anchoring.whenDue(headAt(position));
  expect(outside).toEqual([1, 4, 7]);
});

test('or after so much time, to the millisecond', async () => {
  await set('audit.anchor.records', '1000');
  await set('audit.anchor.every', '10');
  const { anchoring, outside, pass } = open();
  await anchoring.whenDue(headAt(1));
  pass(10 * 60_000 - 1);
  await anchoring.whenDue(headAt(2));
  expect(outside).toEqual([1]);
  pass(1);
  await anchoring.whenDue(headAt(2));
  expect(outside).toEqual([1, 2]);
});

test('a head goes outside once, however often it is due or asked for', async () => {
  const { anchoring, outside, pass } = open();
  for (let n = 0; n < 3; n++) {
    await anchoring.whenDue(headAt(5));
    await anchoring.now(headAt(5));
    pass(3_600_000);
  }
  expect(outside).toEqual([5]);
  await anchoring.now(headAt(0));
  expect(outside).toEqual([5]); // an empty chain has no head
});

test('a place that fails is left alone for half a minute', async () => {
  let tries = 0;
  const { anchoring, pass } = open(() => Promise.reject(new Error(`full ${++tries}`)));
  await anchoring.whenDue(headAt(1));
  await anchoring.whenDue(headAt(2));
  expect(tries).toBe(1);
  pass(30_000);
  await anchoring.whenDue(headAt(2));
  expect(tries).toBe(2);
});
