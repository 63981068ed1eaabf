import { signal } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkLine, isRejected } from './check-line.ts';

const limits = { now: Date.parse('2026-03-01T10:00:00+08:00'), futureTolerance: 300_000 };
const good = {
  id: 'A-1',
  kind: 'sms',
  at: '2026-03-01T09:30:00+08:00',
  subject: { phone: '13800000001' },
  from: '+0085212345678',
  text: '您好',
};
const check = (value: unknown) => checkLine(JSON.stringify(value), 7, limits);

describe('a line of signals', () => {
  test.each([
    good,
    { ...good, kind: 'call', seconds: 1860, overseas: true, text: undefined },
    { ...good, kind: 'visit', url: 'http://example.test/a', text: undefined },
    {
      ...good,
      kind: 'install',
      app: { name: 'x', package: 'y', sha256: 'a'.repeat(64) },
      screenSharing: true,
    },
    {
      ...good,
      kind: 'transfer',
      to: { account: '6222', bank: '工行' },
      amount: 5_000_000,
      newPayee: true,
      channel: 'mobile',
    },
    { ...good, kind: 'report', text: '有人叫我转钱', already: 'not_cheated' },
    {
      ...good,
      kind: 'instruction',
      subject: { phone: '138', name: '张三', place: '330206001' },
      level: 'high',
      due: good.at,
    },
  ])('of kind $kind as in interfaces.md is taken', (value) => {
    const line = check(value);
    expect(isRejected(line) ? line.error : line.signal.kind).toBe(value.kind);
  });

  test('has the same canonical form whatever the order of its members and with members we do not know', () => {
    const shuffled = { extra: 1, ...Object.fromEntries(Object.entries(good).reverse()) };
    const [a, b] = [check(good), check(shuffled)];
    expect(!isRejected(a) && !isRejected(b) && a.canonical === b.canonical).toBe(true);
  });

  test.each([
    ['{"id":"A-1",', null, '第 7 行不是合法的 JSON'],
    ['[1]', null, '第 7 行应是一个 JSON 对象'],
    [JSON.stringify({ ...good, subject: {} }), 'A-1', '第 7 行字段 subject:'],
    [
      JSON.stringify({ ...good, subject: { phone: '十三' } }),
      'A-1',
      '第 7 行字段 subject.phone:应为电话号码',
    ],
    [JSON.stringify({ ...good, at: '0000-01-01T00:00:00Z' }), 'A-1', '第 7 行字段 at:'],
    [JSON.stringify({ ...good, subject: { phone: '- - -' } }), 'A-1', '第 7 行字段 subject.phone:'],
    [JSON.stringify({ ...good, at: '2026-03-01 09:30' }), 'A-1', '第 7 行字段 at:应为带时区的时间'],
    [JSON.stringify({ ...good, at: '2026-03-01T10:06:00+08:00' }), 'A-1', '晚于现在'],
    [JSON.stringify({ ...good, kind: 'letter' }), 'A-1', '第 7 行字段 kind:'],
    [
      JSON.stringify({ ...good, kind: 'transfer', to: { account: '6222' }, amount: 10.5 }),
      'A-1',
      '字段 amount:应为非负整数,单位为分',
    ],
    [JSON.stringify({ ...good, id: '' }), '', '第 7 行字段 id:'],
  ])('%s is refused with a sentence', (text, id, sentence) => {
    const line = checkLine(text, 7, limits);
    expect(line).toMatchObject({ line: 7, id });
    expect(isRejected(line) && line.error).toContain(sentence);
  });

  test('never throws, and is either taken as the contract has it or refused with a sentence', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object().map((o) => JSON.stringify({ ...good, ...o })),
        ),
        (text) => {
          const line = checkLine(text, 1, limits);
          if (isRejected(line)) expect(line.error).toMatch(/^第 1 行.+。$/u);
          else expect(signal.safeParse(JSON.parse(text)).success).toBe(true);
        },
      ),
    );
  });
});
