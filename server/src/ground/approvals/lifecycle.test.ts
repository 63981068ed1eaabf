import { approvalStates } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal/index.ts';
import { type ApprovalStep, nextState, type Party, type Standing, stateAt } from './lifecycle.ts';

const party: fc.Arbitrary<Party> = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  staffNo: fc.constantFrom(null, '1001', '1002'),
});
const standing: fc.Arbitrary<Standing> = fc.record({
  state: fc.constantFrom(...approvalStates),
  expiresAt: fc.integer({ min: 0, max: 100 }),
  requester: party,
  subject: fc.option(party),
});
const step: fc.Arbitrary<ApprovalStep> = fc.oneof(
  fc.record({
    act: fc.constantFrom('approve' as const, 'refuse' as const, 'withdraw' as const, 'emergency' as const),
    by: party,
    at: fc.integer({ min: 0, max: 100 }),
  }),
  fc.record({ act: fc.constant('expire' as const), at: fc.integer({ min: 0, max: 100 }) }),
);
const steps = fc.array(step, { maxLength: 12 });

/** The state after all steps, refused ones leaving it as it is, with the steps that were taken. */
function run(from: Standing, all: readonly ApprovalStep[]) {
  const taken: ApprovalStep[] = [];
  let now = from;
  for (const one of all) {
    const next = nextState(now, one);
    if (isRefusal(next)) continue;
    taken.push(one);
    now = { ...now, state: next };
  }
  return { now, taken };
}

describe('a request', () => {
  test('is decided once, whatever is tried in whatever order', () => {
    fc.assert(
      fc.property(standing, steps, (from, all) => {
        const { taken } = run(from, all);
        expect(taken.length).toBeLessThanOrEqual(from.state === 'pending' ? 1 : 0);
      }),
    );
  });

  test('is never approved or refused by who asked, whom it is about, or the same human being under another name', () => {
    fc.assert(
      fc.property(standing, step, (from, one) => {
        const next = nextState(from, one);
        if (isRefusal(next) || (one.act !== 'approve' && one.act !== 'refuse')) return;
        for (const party of [from.requester, from.subject]) {
          expect(one.by.id).not.toBe(party?.id);
          if (one.by.staffNo !== null) expect(one.by.staffNo).not.toBe(party?.staffNo);
        }
      }),
    );
  });

  test('is withdrawn by who asked, and by nobody else', () => {
    fc.assert(
      fc.property(standing, step, (from, one) => {
        if (one.act !== 'withdraw' && one.act !== 'emergency') return;
        if (!isRefusal(nextState(from, one))) expect(one.by.id).toBe(from.requester.id);
      }),
    );
  });

  test('is over when its time is over: only the machine may still write that down', () => {
    fc.assert(
      fc.property(standing, step, (from, one) => {
        const late = one.at >= from.expiresAt;
        const next = nextState(from, one);
        if (isRefusal(next)) return;
        expect(late).toBe(one.act === 'expire');
        expect(next === 'expired').toBe(late);
      }),
    );
  });

  test('that is pending waits for anybody else, and reads as expired afterwards', () => {
    const asked: Standing = {
      state: 'pending',
      expiresAt: 50,
      requester: { id: 'a', staffNo: null },
      subject: null,
    };
    expect(nextState(asked, { act: 'approve', by: { id: 'b', staffNo: null }, at: 49 })).toBe('approved');
    expect(nextState(asked, { act: 'refuse', by: { id: 'b', staffNo: '1' }, at: 0 })).toBe('refused');
    expect(stateAt(asked, 49)).toBe('pending');
    expect(stateAt(asked, 50)).toBe('expired');
  });

  test('about oneself is not approved alone, not even with a code', () => {
    const a = { id: 'a', staffNo: null };
    const own: Standing = { state: 'pending', expiresAt: 50, requester: a, subject: a };
    expect(nextState(own, { act: 'emergency', by: a, at: 1 })).toMatchObject({ code: 'OWN_REQUEST' });
  });
});
