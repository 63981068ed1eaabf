import { expect, test } from 'vitest';
import { closeInputOf, closeNothing, readNumber } from './close-values.ts';

test('what was typed for another outcome does not go out', () => {
  const typed = {
    ...closeNothing,
    of: '1024',
    loss: '3万',
    saved: '5000',
    proof: '截图',
    sought: ['family'] as const,
  };
  expect(closeInputOf({ ...typed, outcome: 'not_matched', falseAlarm: 'own_transfer' })).toEqual({
    outcome: 'not_matched',
    falseAlarm: 'own_transfer',
  });
  expect(closeInputOf({ ...typed, outcome: 'dissuaded' })).toEqual({
    outcome: 'dissuaded',
    saved: { amount: 500_000, proof: '截图' },
  });
});

test('a loss is said, or said to be unknown', () => {
  const typed = { ...closeNothing, outcome: 'cheated', stopPayment: 'asked' } as const;
  expect(closeInputOf({ ...typed, loss: '3万', lossAt: '2026-11-21T21:05' })).toMatchObject({
    loss: { amount: 3_000_000, at: '2026-11-21T13:05:00.000Z' },
    stopPayment: 'asked',
  });
  expect(closeInputOf({ ...typed, loss: '3万', lossUnknown: true, lossAtUnknown: true })).toMatchObject({
    loss: { amount: null, at: null },
  });
});

test('the number of a warning is read however people write it', () => {
  for (const typed of ['1024', ' No.1024 ', '第 1024 号', '#1024', '\uff11\uff10\uff12\uff14'])
    expect(readNumber(typed)).toBe('1024');
  expect(readNumber('一千')).toBeNull();
});
