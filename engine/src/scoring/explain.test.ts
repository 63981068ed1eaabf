import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain, sumWords } from './explain.ts';
import { noHistory } from './facts.ts';
import { rulesOf } from './rules/index.ts';
import { defaultThresholds, judge } from './score.ts';
import { keepTrace, openTrace } from './stored-trace.ts';
import { abroad, after, anyFacts, anyPast, scam, sms, told, transfer } from './testing/cases.ts';

describe('an explanation', () => {
  test('agrees with the judgement on every signal after every past', () => {
    fc.assert(
      fc.property(anyFacts, anyPast, (facts, before) => {
        const history = after(...before);
        const { score, level, reasons, fraudType, rules } = explain(facts, history);
        expect({ score, level, reasons, fraudType }).toEqual(judge({ ...facts }, history));
        expect(rules.filter(({ fired }) => fired).map(({ code }) => code)).toEqual(
          reasons.map(({ code }) => code),
        );
        expect(rules.map(({ code }) => code).toSorted()).toEqual(
          rulesOf[facts.kind].map(({ code }) => code).toSorted(),
        );
      }),
      { numRuns: 400 },
    );
  });

  test('says what was missing and by how much', () => {
    const text = (code: string, facts = transfer(), history = noHistory) =>
      explain(facts, history).rules.find((rule) => rule.code === code)?.text;
    expect(text('transfer.after-suspect-call')).toBe('近 2 小时可疑通话 0 次，需 1 次。');
    expect(text('transfer.after-suspect-call', transfer({ amount: 99_950, newPayee: false }))).toBe(
      '收款人不是新收款人，或在可信名单内；金额 999.5 元，需满 1,000 元；近 2 小时可疑通话 0 次，需 1 次。',
    );
    expect(text('call.overseas-long', abroad({ seconds: 480 }))).toBe('通话 8 分钟，需满 10 分钟。');
    expect(text('sms.scam-text', sms(scam('01', 0.62)))).toBe('内容像诈骗的把握 62%，需 70%。');
  });

  test('puts near misses before the far ones, and says how far the next level is', () => {
    const small = (ago: number) => transfer({ amount: 10_000, newPayee: false }, ago);
    const trace = explain(transfer(), after(told('03', 60), small(50), small(40)));
    expect(trace).toMatchObject({ score: 45, level: 'middle', next: { level: 'high', points: 15 } });
    expect(trace.rules[0]).toMatchObject({ code: 'transfer.shopping', fired: true });
    const nears = trace.rules.slice(1).map(({ near }) => near);
    expect(nears).toEqual(nears.toSorted((a, b) => Number(b) - Number(a)));
    expect(trace.rules[1]).toMatchObject({ code: 'transfer.small-then-large', near: true });
    expect(nears.filter(Boolean)).toHaveLength(1);
    expect(nears.at(-1)).toBe(false);
  });

  test('names the counts that were looked at', () => {
    const { sums } = explain(transfer(), after(abroad({}, 60), transfer({ amount: 1_234_500 }, 30)));
    const found = (feature: string) => sums.filter((one) => one.feature === feature).map(sumWords);
    expect(found('suspectCalls')).toEqual([{ what: '可疑通话', over: '2 小时', value: '1 次' }]);
    expect(found('amount')).toContainEqual({ what: '转账金额', over: '1 小时', value: '12,345 元' });
  });
});

test('a kept trace opens to what it was', () => {
  fc.assert(
    fc.property(anyFacts, anyPast, (facts, before) => {
      const history = after(...before);
      const { score, level, next, rules, sums, thresholds } = explain(facts, history);
      const seen = { listed: [['from', 'bad', 'entry']], late: true } as const;
      const stored = JSON.parse(JSON.stringify(keepTrace(facts, history, defaultThresholds, seen)));
      expect(openTrace(stored)).toEqual({
        ...{ score, level, next, rules, thresholds },
        sums: sums.map(sumWords),
        listed: [{ what: 'from', verdict: 'bad', entry: 'entry' }],
        late: true,
      });
    }),
  );
});
