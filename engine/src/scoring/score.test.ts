import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noHistory, type SignalFacts } from './facts.ts';
import { rulesOf } from './rules/index.ts';
import { judge } from './score.ts';
import { after, anyFacts, anyPast, minute } from './testing/cases.ts';

const codes = (facts: SignalFacts, history = noHistory) => judge(facts, history).reasons.map((r) => r.code);

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

  test('a report that leaves open whether the person was cheated is seen, whatever its words look like', () => {
    const question: SignalFacts = { kind: 'report', minute, text: { type: null, score: 0.9 } };
    expect(judge({ ...question, already: 'unknown' }, noHistory)).toMatchObject({
      level: 'low',
      reasons: [{ code: 'report.unclear' }],
    });
    expect(judge({ ...question, already: 'not_cheated' }, noHistory).level).toBe(null);
    expect(judge(question, noHistory).level).toBe(null);
  });

  test('leaving it open lifts no report over the one that says no', () => {
    const words: SignalFacts = { kind: 'report', minute, text: { type: '04', score: 0.95 } };
    const { level } = judge({ ...words, already: 'not_cheated' }, noHistory);
    expect(level).toBe('high');
    expect(judge({ ...words, already: 'unknown' }, noHistory).level).toBe(level);
  });
});

describe('every judgement', () => {
  test('has a score of 0–100, reasons strongest first, and a level exactly when it has a reason to act', () => {
    fc.assert(
      fc.property(anyFacts, anyPast, (facts, before) => {
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

  test('is the same in whatever order the rules stand', () => {
    const shuffled = anyFacts.chain((facts) =>
      fc.tuple(
        fc.constant(facts),
        fc.shuffledSubarray([...rulesOf[facts.kind]], { minLength: rulesOf[facts.kind].length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, anyPast, ([facts, table], before) => {
        const history = after(...before);
        expect(judge(facts, history, undefined, table)).toEqual(judge(facts, history));
      }),
    );
  });

  test('never falls when something more happened before', () => {
    fc.assert(
      fc.property(anyFacts, anyPast, fc.nat(11), (facts, before, without) => {
        const fewer = before.filter((_, index) => index !== without);
        expect(judge(facts, after(...before)).score).toBeGreaterThanOrEqual(
          judge(facts, after(...fewer)).score,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('never falls when a value turns out to be known as bad, nor rises when it turns out to be good', () => {
    const bad = ['knownBadFrom', 'knownBadPayee', 'knownBadUrl', 'knownBadApp'] as const;
    const good = ['knownGoodFrom', 'knownGoodPayee', 'knownGoodUrl', 'knownGoodApp'] as const;
    fc.assert(
      fc.property(anyFacts, anyPast, fc.nat(3), (facts, before, which) => {
        const history = after(...before);
        const score = (key: string, value: boolean) =>
          judge({ ...facts, [key]: value, caller: undefined }, history).score;
        expect(score(bad[which]!, true)).toBeGreaterThanOrEqual(score(bad[which]!, false));
        expect(score(good[which]!, true)).toBeLessThanOrEqual(score(good[which]!, false));
      }),
    );
  });
});

describe('known lists', () => {
  test('a known-good number is no evidence, but an altered one is not that number', () => {
    const long = { kind: 'call', minute, seconds: 1_800, knownGoodFrom: true } as const;
    expect(judge({ ...long, from: '008613812345678', overseas: true }, noHistory).score).toBe(0);
    expect(codes({ ...long, from: '+0095588' })).toContain('call.spoofed-number');
  });

  test('words of a known-good sender count only when they are clear: senders can be forged', () => {
    const from = { kind: 'sms', minute, from: '95588', knownGoodFrom: true } as const;
    expect(codes({ ...from, text: { type: '14', score: 0.85 } })).toEqual([]);
    expect(codes({ ...from, text: { type: '14', score: 0.92 } })).toEqual(['sms.scam-text']);
  });

  test('a known-good payee is nobody new', () => {
    const history = after(overseasCall(40, 1200));
    const paid = { kind: 'transfer', minute, amount: 5_000_000, newPayee: true } as const;
    expect(judge(paid, history).level).toBe('urgent');
    expect(judge({ ...paid, knownGoodPayee: true }, history).level).toBe(null);
  });
});
