import { type ShiftState, shiftActs, shiftStates } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../ground/refusal/index.ts';
import { type By, nextState, punctuality, type ShiftStep, type Standing, whyNotYet } from './lifecycle.ts';

const by: fc.Arbitrary<By> = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  plans: fc.boolean(),
  relieves: fc.boolean(),
});
const step: fc.Arbitrary<ShiftStep> = fc.record({ act: fc.constantFrom(...shiftActs), by });
const standing: fc.Arbitrary<Standing> = fc.record({
  state: fc.constantFrom(...shiftStates),
  person: fc.constant('a'),
  taker: fc.constantFrom(null, 'b'),
  startsAt: fc.constant(50),
  endsAt: fc.constant(100),
});
const ends: readonly ShiftState[] = ['handed_over', 'ended_without_successor', 'cancelled'];
const planned: Standing = { state: 'planned', person: 'a', taker: null, startsAt: 50, endsAt: 100 };
const as = (id: string, plans = false, relieves = false): By => ({ id, plans, relieves });

describe('a shift', () => {
  test('comes to one end at most, and only over being on duty or being cancelled', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let now: Standing = { ...planned, taker: 'b' };
        const seen: ShiftState[] = [];
        for (const one of steps) {
          const next = nextState(now, one);
          if (isRefusal(next)) continue;
          now = { ...now, state: next };
          seen.push(next);
        }
        expect(seen.filter((state) => ends.includes(state)).length).toBeLessThanOrEqual(1);
        const last = seen.at(-1);
        if (last === 'handed_over') expect(seen.at(-2)).toBe('handing_over');
        if (last === 'ended_without_successor') expect(seen).toContain('on_duty');
        if (last === 'cancelled') expect(seen).toHaveLength(1);
      }),
    );
  });

  test('is signed on, handed over and taken back by its own person alone, and confirmed by the taker alone', () => {
    fc.assert(
      fc.property(standing, step, (from, one) => {
        if (isRefusal(nextState(from, one))) return;
        if (['sign_on', 'hand_over', 'take_back'].includes(one.act)) expect(one.by.id).toBe(from.person);
        if (one.act === 'confirm') expect(one.by.id).toBe(from.taker);
        if (one.act === 'cancel') expect(one.by.plans).toBe(true);
        if (one.act === 'end_alone')
          expect(one.by.id === from.person || one.by.plans || one.by.relieves).toBe(true);
      }),
    );
  });

  test('begins within its time', () => {
    expect(whyNotYet(planned, 39, 10)).toMatchObject({ code: 'TOO_EARLY' });
    expect(whyNotYet(planned, 40, 10)).toBeNull();
    expect(whyNotYet(planned, 99, 10)).toBeNull();
    expect(whyNotYet(planned, 100, 10)).toMatchObject({ code: 'OVER' });
  });

  test('is ended for somebody who went away, by the leader or by who is due there', () => {
    const on: Standing = { ...planned, state: 'on_duty' };
    const end = (who: By) => nextState(on, { act: 'end_alone', by: who });
    expect(end(as('c'))).toMatchObject({ code: 'NOT_YOURS' });
    expect(end(as('c', true))).toBe('ended_without_successor');
    expect(end(as('b', false, true))).toBe('ended_without_successor');
  });

  test('says no to everything after its end', () => {
    for (const state of ends)
      for (const act of shiftActs)
        expect(nextState({ ...planned, state }, { act, by: as('a', true, true) })).toMatchObject({
          code: 'NOT_ALLOWED_NOW',
        });
  });
});

test('who comes late is late even afterwards; who never came has missed it', () => {
  const shift = { ...planned, onAt: null, unplanned: false };
  expect(punctuality(shift, 60, 15)).toBe('ok');
  expect(punctuality(shift, 66, 15)).toBe('late');
  expect(punctuality(shift, 100, 15)).toBe('missed');
  expect(punctuality({ ...shift, state: 'on_duty', onAt: 70 }, 90, 15)).toBe('late');
  expect(punctuality({ ...shift, state: 'handed_over', onAt: 51 }, 900, 15)).toBe('ok');
  expect(punctuality({ ...shift, state: 'cancelled' }, 900, 15)).toBe('ok');
});
