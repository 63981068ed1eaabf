import { levels, warningStates } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import { actsOf } from '../../ground/directory/index.ts';
import { mayTry } from './lifecycle.ts';
import { offeredActs } from './offered-acts.ts';

const offer = (state: (typeof warningStates)[number], level: (typeof levels)[number]) =>
  offeredActs({ state, level, otherOpen: false }, actsOf(['duty_officer']));

describe('acts on offer', () => {
  test('the most useful comes first', () => {
    expect(warningStates.map((state) => offer(state, 'low')[0])).toEqual([
      'assign',
      'sign',
      'contact',
      'contact',
      'close',
      'close',
      'reopen',
    ]);
  });

  test('a high warning is met before it is closed', () => {
    expect(offer('contacted', 'urgent')[0]).toBe('meet');
    expect(offer('contacted', 'high')[0]).toBe('meet');
  });

  test('each is allowed by the life cycle', () => {
    for (const state of warningStates)
      for (const level of levels)
        for (const act of offer(state, level)) expect(mayTry(state, act)).toBe(true);
  });

  test('a station signs, calls, meets and closes; moving is for the desk', () => {
    const at = (state: (typeof warningStates)[number]) =>
      offeredActs({ state, level: 'low', otherOpen: false }, actsOf(['station_officer']));
    expect(at('dispatched')).toEqual(['sign', 'close']);
    expect(at('signed')).toEqual(['contact', 'meet', 'close']);
  });

  test('who only reads is offered nothing', () => {
    for (const state of warningStates)
      expect(offeredActs({ state, level: 'low', otherOpen: false }, actsOf(['analyst']))).toEqual([]);
  });

  test('reopening is not offered beside another open warning of the person', () => {
    expect(offeredActs({ state: 'closed', level: 'low', otherOpen: true }, actsOf(['duty_officer']))).toEqual(
      [],
    );
  });
});
