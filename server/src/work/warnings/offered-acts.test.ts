import { levels, warningStates } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import { actsOf } from '../../ground/directory/index.ts';
import { mayTry } from './lifecycle.ts';
import { type Offered, offeredActs } from './offered-acts.ts';
import { recommend } from './recommend.ts';

const plain: Omit<Offered, 'state'> = {
  level: 'low',
  otherOpen: false,
  waiting: null,
  asked: false,
  dispatchedHere: true,
  recommended: [],
};
const offer = (state: (typeof warningStates)[number], level: (typeof levels)[number]) => {
  const standing = {
    level,
    attempts: 1,
    ways: 1,
    reached: state === 'contacted' || state === 'met',
    rebuffed: false,
    met: state === 'met',
    lastResult: null,
    toldLeader: false,
    family: false,
  };
  const least = { attempts: 2, ways: 2 };
  const next = recommend({ state, level, standing, waiting: null, least });
  return offeredActs(
    { ...plain, state, level, recommended: next.map(({ act }) => act) },
    actsOf(['duty_officer']),
  );
};

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
      offeredActs({ ...plain, state }, actsOf(['station_officer']));
    expect(at('dispatched')).toEqual(['sign', 'return', 'close']);
    expect(at('signed')).toEqual(['contact', 'meet', 'close']);
  });

  test('who only reads is offered nothing', () => {
    for (const state of warningStates)
      expect(offeredActs({ ...plain, state }, actsOf(['analyst']))).toEqual([]);
  });

  test('reopening is not offered beside another open warning of the person', () => {
    const beside = { ...plain, state: 'closed', otherOpen: true } as const;
    expect(offeredActs(beside, actsOf(['duty_officer']))).toEqual([]);
  });

  test('a transfer out of the county is answered by the desk, but not by who asked for it', () => {
    const leaving = {
      ...plain,
      state: 'signed',
      waiting: 'outside',
      recommended: ['accept', 'return'],
    } as const;
    expect(offeredActs(leaving, actsOf(['duty_officer'])).slice(0, 2)).toEqual(['accept', 'return']);
    const own = offeredActs({ ...leaving, asked: true }, actsOf(['duty_officer']));
    expect(own).not.toContain('accept');
    expect(own).toContain('return');
    expect(own).not.toContain('transfer');
    expect(offeredActs(leaving, actsOf(['station_officer']))).toEqual(['contact', 'meet', 'close']);
  });

  test('who was handed a warning signs for it or gives it back', () => {
    const handed = {
      ...plain,
      state: 'dispatched',
      waiting: 'inside',
      recommended: ['sign', 'return'],
    } as const;
    for (const role of ['station_officer', 'duty_officer'] as const)
      expect(offeredActs(handed, actsOf([role])).slice(0, 2)).toEqual(['sign', 'return']);
  });
});
