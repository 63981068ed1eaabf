import {
  contactResults,
  demandsOf,
  falseAlarms,
  lackingFor,
  levels,
  type Outcome,
  outcomes,
  stopPayments,
  toldParties,
  type WarningState,
  warningActs,
  warningStates,
} from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../ground/refusal/index.ts';
import {
  afterNewDanger,
  mayTry,
  nextState,
  type Said,
  type Standing,
  type Step,
  targetsOf,
} from './lifecycle.ts';

const nothing: Standing = {
  level: 'low',
  attempts: 0,
  ways: 0,
  reached: false,
  rebuffed: false,
  met: false,
  lastResult: null,
  toldLeader: false,
  family: false,
};
const reached: Standing = { ...nothing, attempts: 1, ways: 1, reached: true };
const silent: Said = {
  least: { attempts: 2, ways: 2 },
  noted: false,
  loss: false,
  stopPayment: null,
  falseAlarm: null,
  namesOther: false,
  sought: 0,
  told: [],
  accepted: false,
};
const close = (outcome: Outcome, said: Partial<Said> = {}, saves = false): Step => ({
  act: 'close',
  outcome,
  saves,
  said: { ...silent, ...said },
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

  test('inside the county it is dispatched again, out of it it waits where it is', () => {
    const transfer = { act: 'transfer', waiting: null } as const;
    expect(nextState('signed', { ...transfer, insideCounty: true }, nothing)).toBe('dispatched');
    expect(nextState('signed', { ...transfer, insideCounty: false }, nothing)).toBe('signed');
    const twice = nextState('signed', { ...transfer, insideCounty: true, waiting: 'outside' }, nothing);
    expect(twice).toMatchObject(notNow('signed', 'transfer'));
  });

  test('a transfer out ends it only by a second person, and only when one was asked for', () => {
    const accept = { act: 'accept', waiting: 'outside', samePerson: false } as const;
    expect(nextState('contacting', accept, nothing)).toBe('closed');
    for (const wrong of [
      { ...accept, samePerson: true },
      { ...accept, waiting: null },
      { ...accept, waiting: 'inside' as const },
    ])
      expect(nextState('contacting', wrong, nothing)).toMatchObject(notNow('contacting', 'accept'));
  });

  test('what was sent here is given back before anybody signs, and not after', () => {
    const back = { act: 'return', waiting: 'inside', dispatchedHere: true } as const;
    expect(nextState('dispatched', back, nothing)).toBe('dispatched');
    expect(nextState('dispatched', { ...back, waiting: null }, nothing)).toBe('dispatched');
    expect(nextState('signed', back, nothing)).toMatchObject(notNow('signed', 'return'));
    const desk = { ...back, waiting: null, dispatchedHere: false };
    expect(nextState('dispatched', desk, nothing)).toMatchObject(notNow('dispatched', 'return'));
    expect(nextState('met', { ...back, waiting: 'outside' }, nothing)).toBe('met');
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
        const told = { told: ['leader'] };
        const called = { ...reached, level };
        expect(nextState('contacted', close(outcome, told), called)).toMatchObject(missing('note'));
        expect(nextState('contacted', close(outcome, { ...told, noted: true }), called)).toBe('closed');
        expect(nextState('met', close(outcome, told), { ...called, met: true })).toBe('closed');
      }
    },
  );

  test('dissuaded: a record that says otherwise is explained, and who has paid is no such', () => {
    const doubts = { ...reached, lastResult: 'doubts' } as const;
    expect(nextState('contacted', close('dissuaded'), doubts)).toMatchObject(missing('result'));
    expect(nextState('contacted', close('dissuaded', { noted: true }), doubts)).toBe('closed');
    const paid = { ...reached, lastResult: 'transferred' } as const;
    const refused = nextState('contacted', close('dissuaded', { noted: true }), paid);
    expect(refused).toMatchObject(missing('outcome'));
  });

  test('cheated: from signing on, what was lost or that nobody knows, and the stop of the payment', () => {
    const told = { loss: true, stopPayment: 'asked' } as const;
    const early = nextState('dispatched', close('cheated', told), nothing);
    expect(early).toMatchObject(notNow('dispatched', 'close'));
    for (const state of ['signed', 'contacting', 'contacted', 'met'] as const) {
      expect(nextState(state, close('cheated', told), nothing)).toBe('closed');
      expect(nextState(state, close('cheated'), nothing)).toMatchObject(missing('loss'));
      expect(nextState(state, close('cheated', { loss: true }), nothing)).toMatchObject(
        missing('stopPayment'),
      );
    }
    const impossible = { loss: true, stopPayment: 'not_possible' } as const;
    expect(nextState('signed', close('cheated', impossible), nothing)).toMatchObject(missing('note'));
  });

  test('not matched: a reason; another one than the usual in words', () => {
    expect(nextState('signed', close('not_matched'), nothing)).toMatchObject(missing('note'));
    expect(nextState('dispatched', close('not_matched', { noted: true }), nothing)).toBe('closed');
    expect(nextState('dispatched', close('not_matched', { falseAlarm: 'real_service' }), nothing)).toBe(
      'closed',
    );
  });

  test('duplicate: of which', () => {
    expect(nextState('signed', close('duplicate', { noted: true }), nothing)).toMatchObject(missing('of'));
    expect(nextState('signed', close('duplicate', { namesOther: true }), nothing)).toBe('closed');
  });

  test('unreachable: attempts enough, by ways enough, and what else was tried', () => {
    const tried = { ...nothing, attempts: 2, ways: 2 };
    const sought = { sought: 1 };
    expect(nextState('signed', close('unreachable', sought), nothing)).toMatchObject(missing('attempts'));
    expect(
      nextState('contacting', close('unreachable', sought), { ...nothing, attempts: 1, ways: 1 }),
    ).toMatchObject(missing('attempts'));
    expect(nextState('contacting', close('unreachable', sought), { ...tried, ways: 1 })).toMatchObject(
      missing('ways'),
    );
    expect(nextState('contacting', close('unreachable'), tried)).toMatchObject(missing('sought'));
    expect(nextState('contacting', close('unreachable', sought), tried)).toBe('closed');
    expect(nextState('contacted', close('unreachable', sought), reached)).toMatchObject(
      notNow('contacted', 'close'),
    );
  });

  test('refused: somebody answered, and somebody was told', () => {
    const inVain = { ...nothing, attempts: 3, ways: 1 };
    const told = { told: ['community'] };
    expect(nextState('contacting', close('refused', told), inVain)).toMatchObject(missing('contact'));
    const rebuffed = { ...inVain, rebuffed: true };
    expect(nextState('contacting', close('refused'), rebuffed)).toMatchObject(missing('told'));
    expect(nextState('contacting', close('refused', told), rebuffed)).toBe('closed');
    expect(nextState('contacting', close('refused'), { ...rebuffed, toldLeader: true })).toBe('closed');
    const family = { told: ['family'] };
    expect(nextState('contacting', close('refused', family), rebuffed)).toMatchObject(missing('family'));
    expect(nextState('contacting', close('refused', family), { ...rebuffed, family: true })).toBe('closed');
  });

  test('transferred comes from accepting a transfer only', () => {
    for (const state of warningStates)
      expect(nextState(state, close('transferred', { noted: true, accepted: true }), reached)).toMatchObject(
        notNow(state, 'close'),
      );
  });

  test('money can only be saved for somebody who was about to pay', () => {
    expect(nextState('contacted', close('dissuaded', { noted: true }, true), reached)).toBe('closed');
    expect(nextState('signed', close('not_matched', { noted: true }, true), nothing)).toMatchObject(
      notNow('signed', 'close'),
    );
  });
});

const anyState = fc.constantFrom(...warningStates);
const anyStanding: fc.Arbitrary<Standing> = fc.record({
  level: fc.constantFrom(...levels),
  attempts: fc.nat(5),
  ways: fc.nat(3),
  reached: fc.boolean(),
  rebuffed: fc.boolean(),
  met: fc.boolean(),
  lastResult: fc.constantFrom(null, ...contactResults),
  toldLeader: fc.boolean(),
  family: fc.boolean(),
});
const anySaid: fc.Arbitrary<Said> = fc.record({
  least: fc.constant(silent.least),
  noted: fc.boolean(),
  loss: fc.boolean(),
  stopPayment: fc.constantFrom(null, ...stopPayments),
  falseAlarm: fc.constantFrom(null, ...falseAlarms),
  namesOther: fc.boolean(),
  sought: fc.nat(2),
  told: fc.subarray([...toldParties]),
  accepted: fc.boolean(),
});
const anyWaiting = fc.constantFrom(null, 'inside' as const, 'outside' as const);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ act: fc.constant('assign' as const), sameUnit: fc.boolean() }),
  fc.record({ act: fc.constant('sign' as const) }),
  fc.record({ act: fc.constant('contact' as const), reached: fc.boolean() }),
  fc.record({ act: fc.constant('meet' as const), companions: fc.nat(3) }),
  fc.record({ act: fc.constant('transfer' as const), insideCounty: fc.boolean(), waiting: anyWaiting }),
  fc.record({ act: fc.constant('accept' as const), waiting: anyWaiting, samePerson: fc.boolean() }),
  fc.record({ act: fc.constant('return' as const), waiting: anyWaiting, dispatchedHere: fc.boolean() }),
  fc.record({
    act: fc.constant('close' as const),
    outcome: fc.constantFrom(...outcomes),
    saves: fc.boolean(),
    said: anySaid,
  }),
  fc.record({ act: fc.constant('reopen' as const), otherOpen: fc.boolean() }),
);

test('every outcome demands something, and what it demands has a field to fill', () => {
  for (const outcome of outcomes) {
    expect(demandsOf[outcome].length).toBeGreaterThan(0);
    const worst = { ...nothing, level: 'urgent', lastResult: 'transferred', ...silent } as const;
    expect(lackingFor(outcome, worst)?.field).toMatch(/^[a-z]/i);
  }
});

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
          if (step.act === 'close')
            expect(lackingFor(step.outcome, { ...standing, ...step.said })).toBeNull();
          if (step.act === 'close' && step.outcome === 'dissuaded') expect(standing.reached).toBe(true);
          if (step.act === 'close' && step.outcome === 'unreachable') {
            expect(standing.reached).toBe(false);
            expect(standing.attempts).toBeGreaterThan(1);
          }
          if (next === 'closed') expect(['close', 'accept']).toContain(step.act);
          if (step.act === 'contact')
            standing = {
              ...standing,
              attempts: standing.attempts + 1,
              ways: Math.min(3, standing.ways + 1),
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
