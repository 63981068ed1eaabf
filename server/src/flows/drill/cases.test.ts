import { warningStates } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import { isForTrainees } from './cases.ts';

const claim = { state: 'dispatched', played: false, touched: false, emergency: false } as const;

describe('what colleagues leave to trainees', () => {
  test('nothing where nobody plays', () => {
    for (const state of warningStates) expect(isForTrainees({ ...claim, state })).toBe(false);
    expect(isForTrainees({ ...claim, emergency: true })).toBe(false);
  });

  test('what is new in a unit somebody plays; what a colleague has signed for goes on', () => {
    const left = warningStates.filter((state) => isForTrainees({ ...claim, state, played: true }));
    expect(left).toEqual(['new', 'dispatched']);
  });

  test('an emergency in a unit somebody plays, wherever it stands', () => {
    for (const state of warningStates)
      expect(isForTrainees({ ...claim, state, played: true, emergency: true })).toBe(true);
  });

  test('what a person has touched, also when they have gone', () => {
    for (const state of warningStates) expect(isForTrainees({ ...claim, state, touched: true })).toBe(true);
  });
});
