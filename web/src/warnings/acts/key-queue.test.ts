import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Asked,
  type Busy,
  type Desk,
  type KeyQueue,
  lateAfter,
  mostKeys,
  nextTurn,
  noKeys,
  pressKey,
  pressOther,
} from './key-queue.ts';

const free: Busy = { sending: null, panel: null, opening: false };
const signing: Busy = { ...free, sending: 'sign' };
const key = (asked: Asked) => ({ asked, seen: 3, at: 0 });
const desk: Desk = {
  ...free,
  offered: ['contact', 'close'],
  version: 4,
  own: 4,
  elsewhere: false,
  draft: false,
  now: 100,
};

/** Presses one after the other while the same thing stays in the way. */
const pressAll = (asked: readonly Asked[], busy: Busy, from: KeyQueue = noKeys): KeyQueue =>
  asked.reduce((queue, one) => {
    const pressed = pressKey(queue, key(one), busy);
    return 'queue' in pressed ? pressed.queue : queue;
  }, from);
const waiting = (queue: KeyQueue) => queue.keys.map(({ asked }) => asked);

describe('a key that is pressed', () => {
  test('is carried out at once when nothing is in the way', () => {
    expect(pressKey(noKeys, key('contact'), free)).toEqual({ to: 'now' });
    expect(pressKey(noKeys, key('confirm'), { ...free, panel: 'contact' })).toEqual({ to: 'now' });
  });

  test('waits while an act is on its way, in the order pressed', () => {
    expect(waiting(pressAll(['contact', 'confirm', 'close', 'confirm'], signing))).toEqual([
      'contact',
      'confirm',
      'close',
      'confirm',
    ]);
  });

  test('waits while its panel is asked for and not there yet', () => {
    expect(waiting(pressAll(['confirm'], { ...free, panel: 'contact', opening: true }))).toEqual(['confirm']);
  });

  test('means nothing as a confirmation of no panel', () => {
    expect(pressKey(noKeys, key('confirm'), signing)).toEqual({ to: 'nothing' });
    expect(pressKey(noKeys, key('confirm'), { ...free, sending: 'contact', panel: 'contact' })).toEqual({
      to: 'nothing',
    });
    expect(waiting(pressAll(['contact', 'confirm', 'confirm'], signing))).toEqual(['contact', 'confirm']);
  });

  test('means nothing as a second signature while the first is on its way', () => {
    expect(pressKey(noKeys, key('sign'), signing)).toEqual({ to: 'nothing' });
  });

  test('is not taken after an act whose panel nobody confirmed: it may be meant as text', () => {
    const pressed = pressKey(pressAll(['meet'], signing), key('contact'), signing);
    expect(pressed).toMatchObject({ to: 'drop', why: 'unclear' });
    expect(waiting(pressAll(['meet', 'contact', 'confirm'], signing))).toEqual(['meet']);
  });

  test('is not taken after a key that was lost: a choice may have been made that nobody saw', () => {
    const queue = pressOther(pressAll(['contact'], signing));
    expect(pressKey(queue, key('confirm'), signing)).toMatchObject({ to: 'drop', why: 'unclear' });
  });

  test('is not taken either when the panel has opened in the meantime without that lost key', () => {
    const queue = pressOther(pressAll(['contact'], signing));
    const turn = nextTurn(queue, desk);
    expect(turn).toMatchObject({ to: 'do', key: { asked: 'contact' } });
    const after = turn.to === 'do' ? turn.queue : noKeys;
    expect(pressKey(after, key('confirm'), { ...free, panel: 'contact' })).toMatchObject({ to: 'drop' });
  });

  test('is not taken beyond the bound, nor is anything after it', () => {
    const many = pressAll(
      Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? 'contact' : 'confirm')),
      signing,
    );
    expect(many.keys).toHaveLength(mostKeys);
    expect(many.sealed).toBe(true);
  });
});

test('another key while nothing waits seals nothing', () => {
  expect(pressOther(noKeys)).toBe(noKeys);
});

describe('the turn of a key', () => {
  const queue = pressAll(['contact', 'confirm'], signing);

  test('comes when the answer is on the screen, and not before', () => {
    expect(nextTurn(queue, { ...desk, sending: 'sign' })).toEqual({ to: 'wait' });
    expect(nextTurn(queue, { ...desk, version: 3 })).toEqual({ to: 'wait' });
    expect(nextTurn(queue, { ...desk, opening: true })).toEqual({ to: 'wait' });
    expect(nextTurn(queue, desk)).toMatchObject({ to: 'do', key: { asked: 'contact' } });
    expect(nextTurn(noKeys, desk)).toEqual({ to: 'wait' });
  });

  test.each([
    ['notNow', { offered: ['close'] }],
    ['elsewhere', { elsewhere: true }],
    ['changed', { version: 5 }],
    ['late', { now: lateAfter + 1 }],
    ['late', { now: lateAfter + 1, sending: 'sign' }],
  ] as const)('never comes: %s', (why, change) => {
    expect(nextTurn(queue, { ...desk, ...change })).toEqual({ to: 'drop', why });
  });

  test('to confirm needs a panel, and one without content that nobody has looked at', () => {
    const confirm = { ...queue, keys: queue.keys.slice(1) };
    expect(nextTurn(confirm, desk)).toEqual({ to: 'drop', why: 'notNow' });
    expect(nextTurn(confirm, { ...desk, panel: 'contact', draft: true })).toEqual({
      to: 'drop',
      why: 'draft',
    });
    expect(nextTurn(confirm, { ...desk, panel: 'contact' })).toMatchObject({ to: 'do' });
  });
});

test('whatever is pressed, what is carried out is an unbroken beginning of it, in order', () => {
  const presses = fc.array(fc.constantFrom('sign', 'contact', 'meet', 'close', 'confirm', 'other' as const), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(presses, (pressed) => {
      let queue = noKeys;
      const meant: Asked[] = [];
      for (const one of pressed) {
        if (one === 'other') {
          queue = pressOther(queue);
          continue;
        }
        const result = pressKey(queue, key(one as Asked), { ...free, sending: 'assign' });
        if (result.to === 'queue') meant.push(one as Asked);
        if ('queue' in result) queue = result.queue;
        if (queue.sealed) break;
      }
      expect(queue.keys.length).toBeLessThanOrEqual(mostKeys);
      expect(waiting(queue)).toEqual(meant);
      // A confirmation always stands behind the act whose panel it confirms.
      for (const [at, one] of meant.entries())
        if (one === 'confirm') expect(meant.slice(0, at).findLast((m) => m !== 'sign')).not.toBe('confirm');
    }),
  );
});
