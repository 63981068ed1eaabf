import type { Signal } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOf, money } from './evidence-facts.ts';
import { knownOf, maskAbout, maskReasons, maskSubject, storable } from './masking.ts';

const subject = {
  phone: '13800001234',
  idNo: '33020619900101001X',
  account: '6222020200112233445',
  name: '张三丰',
  occupation: '会计,工号 20201234567',
};
const signalOf = (members: object) =>
  ({ id: 'X', at: '2026-03-01T09:30:00+08:00', subject, ...members }) as Signal;
const factsIn = (members: object) =>
  Object.fromEntries(factsOf(signalOf(members)).map((f) => [f.label, f.value]));

describe('the masked subject', () => {
  test('keeps what people need to compare, nothing more (rules.md §10.1)', () => {
    expect(maskSubject(subject)).toEqual({
      name: '张**',
      phone: '138****1234',
      idNo: '330***********001X',
      account: '622202*********3445',
      age: null,
      occupation: '会计,工号 202****4567',
    });
  });

  test('takes each member from the first signal that tells it', () => {
    expect(knownOf([{ phone: '1' }, { phone: '2', name: '王' }, { name: '李', age: 30 }])).toMatchObject({
      phone: '1',
      name: '王',
      age: 30,
    });
  });
});

describe('evidence for people', () => {
  test('a text names neither the person nor a number', () => {
    expect(
      factsIn({ kind: 'sms', from: '+0085212345678', text: '尊敬的张三丰,请回电 1380000 1234 或 9558800' }),
    ).toEqual({
      发送号码: '+00*******5678',
      短信内容: '尊敬的张**,请回电 138****1234 或 955**00',
    });
  });

  test('a call tells how long, in words', () => {
    expect(factsIn({ kind: 'call', from: '96110', seconds: 1860, overseas: true })).toEqual({
      来电号码: '96110',
      通话时长: '31 分 0 秒',
      境外来电: '是',
    });
  });

  test('a web address keeps its host; its path may carry a number and is cut', () => {
    expect(
      factsIn({ kind: 'visit', url: 'https://gov-etc.top/u/13800001234?idNo=33020619900101001X' }),
    ).toEqual({
      网址: 'https://gov-etc.top/u/138****12…',
    });
    expect(factsIn({ kind: 'visit', url: 'not a url 13800001234' })).toEqual({
      网址: 'not a url 138****1234',
    });
  });

  test('a transfer is told in yuan, the payee masked', () => {
    expect(
      factsIn({
        kind: 'transfer',
        to: { account: '6222333344445555666', bank: '某银行' },
        amount: 5_000_000,
        newPayee: true,
      }),
    ).toEqual({ 金额: '50,000.00 元', 收款账户: '622233*********5666', 收款机构: '某银行', 新收款人: '是' });
  });

  test('money is exact to the fen', () => {
    expect([0, 5, 100, 123_456_789, Number.MAX_SAFE_INTEGER].map(money)).toEqual([
      '0.00 元',
      '0.05 元',
      '1.00 元',
      '1,234,567.89 元',
      '90,071,992,547,409.91 元',
    ]);
  });

  test('a very long text is cut, the whole lies sealed', () => {
    expect(factsIn({ kind: 'report', text: '骗'.repeat(20_000) }).所述情况).toHaveLength(2_001);
  });
});

const phone = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String);
const digits = fc.stringMatching(/^\d{7,25}$/);
const words = fc.string({
  unit: fc.constantFrom('您', '好', ' ', '-', ',', 'a', '+', '/', '?', '=', '.', ':', '0', '1', '９'),
});
const spelt = fc.tuple(words, digits, words).map((parts) => parts.join(''));
const anySignal: fc.Arbitrary<Signal> = fc
  .tuple(
    fc.record({
      phone,
      idNo: fc.constant('330206199001010017'),
      account: digits,
      name: spelt,
      occupation: spelt,
    }),
    fc.oneof(
      fc.record({ kind: fc.constant('sms'), from: fc.oneof(phone, spelt), text: spelt }),
      fc.record({ kind: fc.constant('call'), from: phone, seconds: fc.nat(), transcript: spelt }),
      fc.record({
        kind: fc.constant('visit'),
        url: fc.oneof(
          spelt,
          spelt.map((s) => `http://${s}`),
        ),
      }),
      fc.record({ kind: fc.constant('install'), app: fc.record({ name: spelt, package: spelt }) }),
      fc.record({
        kind: fc.constant('transfer'),
        to: fc.record({ account: digits, bank: spelt }),
        amount: fc.maxSafeNat(),
        channel: spelt,
      }),
      fc.record({
        kind: fc.constant('instruction'),
        level: fc.constant('high'),
        from: spelt,
        fraudType: spelt,
        text: spelt,
      }),
    ),
  )
  .map(([subject, members]) => ({ ...signalOf(members), subject }) as Signal);

describe('whatever comes in', () => {
  test('no run of seven digits comes out', () => {
    fc.assert(
      fc.property(anySignal, (signal) => {
        const shown = [
          ...factsOf(signal).map((fact) => fact.value),
          ...Object.values(maskSubject(signal.subject)).map(String),
          ...maskReasons([{ code: 'x', text: JSON.stringify(signal), weight: 1 }], signal.subject).map(
            (r) => r.text,
          ),
        ];
        for (const text of shown) expect(text.normalize('NFKC')).not.toMatch(/\d{7}/);
      }),
      { numRuns: 2_000 },
    );
  });

  test('everything can be stored: no NUL, no half of a surrogate pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const stored = maskAbout(`${text}\0\ud800`, {});
        return stored.isWellFormed() && !stored.includes('\0') && storable(stored) === stored;
      }),
    );
  });
});
