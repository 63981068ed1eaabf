import { levels, outcomes, type WarningState, warningActs, warningStates } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../ground/refusal/index.ts';
import { afterNewDanger, mayTry, nextState, type Standing, type Step, targetsOf } from './lifecycle.ts';

const nothing: Standing = { level: 'low', attempts: 0, reached: false, rebuffed: false, met: false };
const reached: Standing = { ...nothing, attempts: 1, reached: true };
const close = (outcome: (typeof outcomes)[number], more: object = {}): Step => ({
  act: 'close',
  outcome,
  noted: false,
  namesOther: false,
  saves: false,
  ...more,
});
const missing = (field: string) => ({ code: 'MISSING', data: { field } });
const notNow = (state: WarningState, act: string) => ({ code: 'NOT_ALLOWED_NOW', data: { state, act } });

describe('the way of a warning', () => {
  test('goes from dispatch to a meeting', () => {
    expect(nextState('dispatched', { act: 'sign' }, nothing)).toBe('signed');
    expect(nextState('signed', { act: 'contact', reached: false }, nothing)).toBe('contacting');
    expect(nextState('contacting', { act: 'contact', reached: true }, nothing)).toBe('contacted');
    expect(nextState('contacted', { act: 'meet', companions: 1 }, reached)).toBe('met');
  });

  test('nobody contacts before the unit has signed', () => {
    const step = { act: 'contact', reached: true } as const;
    expect(nextState('dispatched', step, nothing)).toMatchObject(notNow('dispatched', 'contact'));
  });

  test('a call in vain after the person was reached takes nothing back', () => {
    expect(nextState('contacted', { act: 'contact', reached: false }, reached)).toBe('contacted');
    expect(nextState('met', { act: 'contact', reached: false }, reached)).toBe('met');
  });

  test('nobody meets alone', () => {
    expect(nextState('signed', { act: 'meet', companions: 0 }, nothing)).toMatchObject(missing('companions'));
  });

  test('another unit has to sign again and goes on where the first stopped', () => {
    expect(nextState('contacted', { act: 'assign', sameUnit: true }, reached)).toBe('contacted');
    expect(nextState('contacted', { act: 'assign', sameUnit: false }, reached)).toBe('dispatched');
    expect(nextState('dispatched', { act: 'sign' }, reached)).toBe('contacted');
    expect(nextState('dispatched', { act: 'sign' }, { ...reached, met: true })).toBe('met');
    expect(nextState('dispatched', { act: 'sign' }, { ...nothing, attempts: 1 })).toBe('contacting');
  });

  test('out of the county a warning ends, inside it is dispatched again', () => {
    expect(nextState('signed', { act: 'transfer', insideCounty: true }, nothing)).toBe('dispatched');
    expect(nextState('signed', { act: 'transfer', insideCounty: false }, nothing)).toBe('closed');
  });

  test('a closed one opens again unless the person has another open one', () => {
    expect(nextState('closed', { act: 'reopen', otherOpen: false }, nothing)).toBe('dispatched');
    const refused = nextState('closed', { act: 'reopen', otherOpen: true }, nothing);
    expect(refused).toMatchObject(notNow('closed', 'reopen'));
  });
});

describe('what an outcome demands', () => {
  test('dissuaded: the person was reached', () => {
    expect(nextState('contacted', close('dissuaded'), reached)).toBe('closed');
    expect(nextState('contacting', close('dissuaded'), nothing)).toMatchObject(notNow('contacting', 'close'));
  });

  test.each(['urgent', 'high'] as const)(
    'dissuaded or refused at level %s without a meeting: a note why',
    (level) => {
      for (const outcome of ['dissuaded', 'refused'] as const) {
        expect(nextState('contacted', close(outcome), { ...reached, level })).toMatchObject(missing('note'));
        expect(nextState('contacted', close(outcome, { noted: true }), { ...reached, level })).toBe('closed');
        expect(nextState('met', close(outcome), { ...reached, level, met: true })).toBe('closed');
      }
    },
  );

  test('cheated: from signing on', () => {
    expect(nextState('dispatched', close('cheated'), nothing)).toMatchObject(notNow('dispatched', 'close'));
    for (const state of ['signed', 'contacting', 'contacted', 'met'] as const)
      expect(nextState(state, close('cheated'), nothing)).toBe('closed');
  });

  test('not matched: a note', () => {
    expect(nextState('signed', close('not_matched'), nothing)).toMatchObject(missing('note'));
    expect(nextState('dispatched', close('not_matched', { noted: true }), nothing)).toBe('closed');
  });

  test('duplicate: a note that names the other warning', () => {
    expect(nextState('signed', close('duplicate', { noted: true }), nothing)).toMatchObject(missing('note'));
    expect(nextState('signed', close('duplicate', { noted: true, namesOther: true }), nothing)).toBe(
      'closed',
    );
  });

  test('unreachable: two attempts, none of which reached', () => {
    expect(nextState('signed', close('unreachable'), nothing)).toMatchObject(missing('attempts'));
    const once = { ...nothing, attempts: 1 };
    expect(nextState('contacting', close('unreachable'), once)).toMatchObject(missing('attempts'));
    expect(nextState('contacting', close('unreachable'), { ...nothing, attempts: 2 })).toBe('closed');
    expect(nextState('contacted', close('unreachable'), { ...reached, attempts: 2 })).toMatchObject(
      notNow('contacted', 'close'),
    );
  });

  test('refused: somebody answered', () => {
    const inVain = { ...nothing, attempts: 3 };
    expect(nextState('contacting', close('refused'), inVain)).toMatchObject(missing('contact'));
    expect(nextState('contacting', close('refused'), { ...inVain, rebuffed: true })).toBe('closed');
  });

  test('transferred comes from a transfer only', () => {
    for (const state of warningStates)
      expect(nextState(state, close('transferred', { noted: true }), reached)).toMatchObject(
        notNow(state, 'close'),
      );
  });

  test('money can only be saved for somebody who was about to pay', () => {
    const saving = { noted: true, namesOther: true, saves: true };
    expect(nextState('contacted', close('dissuaded', saving), reached)).toBe('closed');
    expect(nextState('signed', close('not_matched', saving), nothing)).toMatchObject(
      notNow('signed', 'close'),
    );
  });
});

const anyState = fc.constantFrom(...warningStates);
const anyStanding = fc.record({
  level: fc.constantFrom(...levels),
  attempts: fc.nat(5),
  reached: fc.boolean(),
  rebuffed: fc.boolean(),
  met: fc.boolean(),
});
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ act: fc.constant('assign' as const), sameUnit: fc.boolean() }),
  fc.record({ act: fc.constant('sign' as const) }),
  fc.record({ act: fc.constant('contact' as const), reached: fc.boolean() }),
  fc.record({ act: fc.constant('meet' as const), companions: fc.nat(3) }),
  fc.record({ act: fc.constant('transfer' as const), insideCounty: fc.boolean() }),
  fc.record({
    act: fc.constant('close' as const),
    outcome: fc.constantFrom(...outcomes),
    noted: fc.boolean(),
    namesOther: fc.boolean(),
    saves: fc.boolean(),
  }),
  fc.record({ act: fc.constant('reopen' as const), otherOpen: fc.boolean() }),
);

describe('whatever happens', () => {
  test('every state answers every act, with a state of the table or a named refusal', () => {
    fc.assert(
      fc.property(anyState, anyStep, anyStanding, (state, step, standing) => {
        const next = nextState(state, step, standing);
        if (isRefusal(next)) return ['NOT_ALLOWED_NOW', 'MISSING'].includes(next.code);
        return targetsOf(state, step.act).includes(next) && mayTry(state, step.act);
      }),
    );
  });

  test('nothing leaves closed but reopening', () => {
    fc.assert(
      fc.property(anyStep, anyStanding, (step, standing) => {
        const next = nextState('closed', step, standing);
        return isRefusal(next) || (step.act === 'reopen' && next === 'dispatched');
      }),
    );
  });

  test('on every accepted path the state says no more than what was done', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 30 }), fc.constantFrom(...levels), (steps, level) => {
        let state: WarningState = 'dispatched';
        let standing: Standing = { ...nothing, level };
        let signed = false;
        for (const step of steps) {
          const next = nextState(state, step, standing);
          if (isRefusal(next)) continue;
          if (step.act === 'close' && step.outcome === 'dissuaded') expect(standing.reached).toBe(true);
          if (step.act === 'close' && step.outcome === 'unreachable') {
            expect(standing.reached).toBe(false);
            expect(standing.attempts).toBeGreaterThan(1);
          }
          if (step.act === 'contact')
            standing = {
              ...standing,
              attempts: standing.attempts + 1,
              reached: standing.reached || step.reached,
            };
          if (step.act === 'meet') standing = { ...standing, reached: true, met: true };
          if (step.act === 'reopen') standing = { ...nothing, level };
          signed = step.act === 'sign' || (signed && next !== 'dispatched');
          state = next;
          if (state === 'contacted' || state === 'met') expect(standing.reached).toBe(true);
          if (state === 'met') expect(standing.met).toBe(true);
          if (state === 'contacting') expect(standing.attempts).toBeGreaterThan(0);
          if (['signed', 'contacting', 'contacted', 'met'].includes(state)) expect(signed).toBe(true);
        }
      }),
    );
  });

  test('every act can be tried somewhere', () => {
    for (const act of warningActs) expect(warningStates.some((state) => mayTry(state, act))).toBe(true);
  });

  test('new danger never closes or advances a warning', () => {
    const rank = (state: WarningState) => warningStates.indexOf(state);
    for (const state of warningStates) expect(rank(afterNewDanger[state])).toBeLessThanOrEqual(rank(state));
  });
});
