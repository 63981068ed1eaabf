import type { SignalKind } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countsOf, historyOf, noHistory, type SignalFacts } from './facts.ts';
import { judge } from './score.ts';
import { emptyState, recordEvent } from './state.ts';

const minute = 29_000_000;
const codes = (facts: SignalFacts, history = noHistory) => judge(facts, history).reasons.map((r) => r.code);

function after(...events: SignalFacts[]) {
  const state = emptyState();
  for (const event of events) recordEvent(state, event.minute, countsOf(event));
  return historyOf([state], minute);
}

const overseasCall = (ago: number, seconds: number): SignalFacts => ({
  kind: 'call',
  minute: minute - ago,
  from: '0085212345678',
  seconds,
});

describe('ordinary life stays calm', () => {
  test.each<[string, SignalFacts]>([
    ['a local call of an hour', { kind: 'call', minute, from: '13800000000', seconds: 3600 }],
    [
      'a short call from abroad',
      { kind: 'call', minute, from: '+15551234567', seconds: 120, overseas: true },
    ],
    ['a call written +86', { kind: 'call', minute, from: '+8613800000000', seconds: 3600 }],
    ['a call written 0086', { kind: 'call', minute, from: '008613800000000', seconds: 3600 }],
    ['a normal message', { kind: 'sms', minute, text: { type: null, score: 0.99 } }],
    ['a transfer to a known payee', { kind: 'transfer', minute, amount: 900_000_00, newPayee: false }],
    ['a first transfer to a new payee', { kind: 'transfer', minute, amount: 900_000_00, newPayee: true }],
    ['a visited address', { kind: 'visit', minute }],
    ['an installed app', { kind: 'install', minute, screenSharing: false }],
  ])('%s', (_title, facts) => {
    expect(judge(facts, noHistory)).toMatchObject({ level: null, score: 0, reasons: [] });
  });
});

describe('each rule', () => {
  test('a scam message is a warning of middle level', () => {
    expect(judge({ kind: 'sms', minute, text: { type: '01', score: 0.97 } }, noHistory)).toMatchObject({
      level: 'middle',
      fraudType: '01',
    });
  });

  test('half an hour with a number from abroad is high', () => {
    expect(judge({ kind: 'call', minute, seconds: 1860, overseas: true }, noHistory).level).toBe('high');
  });

  test('a public service number behind a country code is spoofed', () => {
    expect(codes({ kind: 'call', minute, from: '+86110', seconds: 700 })).toContain('call.spoofed-number');
    expect(codes({ kind: 'call', minute, from: '000862110', seconds: 700 })).toContain('call.spoofed-number');
    expect(codes({ kind: 'call', minute, from: '110', seconds: 700 })).toEqual([]);
  });

  test('screen sharing after a long call from abroad is urgent', () => {
    const history = after(overseasCall(40, 1200));
    expect(judge({ kind: 'install', minute, screenSharing: true }, history).level).toBe('urgent');
    expect(judge({ kind: 'install', minute, screenSharing: true }, noHistory).level).toBe('middle');
  });

  test('a new payee within a day of screen sharing is urgent, two days later it is not', () => {
    const transfer: SignalFacts = { kind: 'transfer', minute, amount: 5_000_000, newPayee: true };
    const shared = (ago: number): SignalFacts => ({
      kind: 'install',
      minute: minute - ago,
      screenSharing: true,
    });
    expect(judge(transfer, after(shared(600))).level).toBe('urgent');
    expect(judge(transfer, after(shared(3 * 1440))).level).toBe(null);
  });

  test('three small transfers and a large one to a new payee', () => {
    const small: SignalFacts = { kind: 'transfer', minute: minute - 60, amount: 10_000, newPayee: true };
    const large: SignalFacts = { kind: 'transfer', minute, amount: 2_000_000, newPayee: true };
    expect(codes(large, after(small, small, small))).toContain('transfer.small-then-large');
    expect(codes(large, after(small, small))).not.toContain('transfer.small-then-large');
  });

  test('an address opened after a scam message', () => {
    const scam: SignalFacts = { kind: 'sms', minute: minute - 30, text: { type: '14', score: 0.9 } };
    expect(codes({ kind: 'visit', minute }, after(scam))).toEqual(['visit.after-scam-text']);
  });

  test('someone already cheated is urgent', () => {
    expect(judge({ kind: 'report', minute, already: 'cheated' }, noHistory).level).toBe('urgent');
  });
});

const anyFacts: fc.Arbitrary<SignalFacts> = fc.record({
  kind: fc.constantFrom<SignalKind>('sms', 'call', 'visit', 'install', 'transfer', 'report', 'instruction'),
  minute: fc.constant(minute),
  from: fc.option(fc.string({ maxLength: 20 }), { nil: undefined }),
  seconds: fc.option(fc.nat(100_000), { nil: undefined }),
  overseas: fc.option(fc.boolean(), { nil: undefined }),
  screenSharing: fc.option(fc.boolean(), { nil: undefined }),
  amount: fc.option(fc.nat(), { nil: undefined }),
  newPayee: fc.option(fc.boolean(), { nil: undefined }),
  already: fc.constantFrom('not_cheated' as const, 'cheated' as const, 'unknown' as const),
  instructed: fc.constantFrom('urgent' as const, 'high' as const, 'middle' as const, 'low' as const),
  text: fc.option(
    fc.record({
      type: fc.constantFrom('01' as const, '08' as const, null),
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    {
      nil: undefined,
    },
  ),
});

describe('every judgement', () => {
  test('has a score of 0–100, reasons strongest first, and a level exactly when it has a reason to act', () => {
    fc.assert(
      fc.property(anyFacts, fc.array(anyFacts, { maxLength: 6 }), (facts, before) => {
        const result = judge(facts, after(...before));
        expect(result.score).toBeGreaterThanOrEqual(0);
        expect(result.score).toBeLessThanOrEqual(100);
        expect(result.reasons.map((r) => r.weight)).toEqual(
          result.reasons.map((r) => r.weight).toSorted((a, b) => b - a),
        );
        if (result.level !== null) expect(result.reasons.length).toBeGreaterThan(0);
      }),
    );
  });

  test('an instruction is never below its own level', () => {
    const order = ['urgent', 'high', 'middle', 'low'];
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { level } = judge({ ...facts, kind: 'instruction' }, noHistory);
        expect(order.indexOf(level!)).toBeLessThanOrEqual(order.indexOf(facts.instructed!));
      }),
    );
  });
});
