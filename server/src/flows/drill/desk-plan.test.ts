import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DeskShift, deskStepsAt, instantsIn, rhythms, spansOf } from './desk-plan.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const people = ['甲', '乙', '丙', '丁'];
/** 2026-03-02 00:00 in Asia/Shanghai. */
const monday = Date.parse('2026-03-02T00:00:00+08:00');
const kinds = ['anti_fraud_center', 'police_station'] as const;
const ends = fc.integer({ min: 0, max: 10 * 24 * 60 }).map((minutes) => monday + 3 * day + minutes * minute);

describe('the roster of a desk', () => {
  test('covers every instant from the beginning of the history to a week after its end, by one person at a time', () => {
    fc.assert(
      fc.property(ends, fc.integer({ min: 1, max: 40 }), fc.constantFrom(...kinds), (until, days, kind) => {
        const from = until - days * day;
        const spans = spansOf(rhythms[kind]!, { from, until }, people, '受训');
        expect(spans[0]?.from).toBe(from);
        for (const [n, span] of spans.entries()) {
          expect(span.to).toBeGreaterThan(span.from);
          if (n > 0) expect(span.from).toBe(spans[n - 1]?.to);
          if (n > 0) expect(span.person).not.toBe(spans[n - 1]?.person);
        }
        expect(spans.at(-1)?.to).toBeGreaterThan(until + 7 * day);
      }),
    );
  });

  test('gives the shift that comes at the end of the history to the trainee: within minutes, and for two hours at least', () => {
    fc.assert(
      fc.property(ends, fc.constantFrom(...kinds), (until, kind) => {
        const spans = spansOf(rhythms[kind]!, { from: until - 3 * day, until }, people, '受训');
        const own = spans.filter(({ person }) => person === '受训');
        expect(own).toHaveLength(1);
        expect(own[0]!.from).toBeLessThanOrEqual(until + 5 * minute);
        expect(own[0]!.to - until).toBeGreaterThan(1.9 * hour);
      }),
    );
  });

  test('is seen to in every hour once, whatever the stretches that are lived through', () => {
    const history = { from: monday + 5 * hour, until: monday + 3 * day };
    const whole = instantsIn(history, history.from, history.until);
    const byHour = Array.from({ length: 67 }, (_, n) => history.from + n * hour).flatMap((from) =>
      instantsIn(history, from, from + hour),
    );
    expect(byHour).toEqual(whole);
    expect(whole[0]).toBe(history.from);
    expect(whole.at(-1)).toBe(history.until - 4 * minute);
  });
});

describe('who keeps a desk', () => {
  const at = monday + 20 * hour;
  const shift = (more: Partial<DeskShift>): DeskShift => ({
    id: 'a',
    version: 1,
    place: 'desk/A',
    state: 'planned',
    from: at,
    to: at + 12 * hour,
    person: '甲',
    taker: null,
    handedAt: null,
    ...more,
  });
  const keeping = shift({ id: 'k', state: 'on_duty', from: at - 12 * hour, to: at, person: '乙' });
  const colleague = (person: string) => person !== '受训';
  const acts = (shifts: readonly DeskShift[], now: number) =>
    deskStepsAt(shifts, now, colleague).map(({ act, by }) => [act, by]);

  test('comes when the shift begins and nobody keeps the desk', () => {
    expect(acts([shift({})], at - minute)).toEqual([]);
    expect(acts([shift({})], at)).toEqual([['sign_on', '甲']]);
  });

  test('writes the note shortly before the end, and the next one reads it before confirming', () => {
    expect(acts([keeping, shift({})], at - 20 * minute)).toEqual([]);
    expect(acts([keeping, shift({})], at - 8 * minute)).toEqual([['hand_over', '乙']]);
    const handed = { ...keeping, state: 'handing_over', taker: '甲', handedAt: at - 8 * minute } as const;
    expect(acts([handed, shift({})], at - 7 * minute)).toEqual([]);
    expect(acts([handed, shift({})], at - 5 * minute)).toEqual([['confirm', '甲']]);
  });

  test('stays when nobody comes next', () => {
    expect(acts([keeping], at + hour)).toEqual([]);
  });

  test('hands over to a trainee and waits; when the next colleague is due, turns to them instead', () => {
    const trainee = shift({ id: 't', person: '受训', to: at + 4 * hour });
    expect(deskStepsAt([keeping, trainee], at - 8 * minute, colleague)).toMatchObject([
      { act: 'hand_over', to: '受训' },
    ]);
    const offered = { ...keeping, state: 'handing_over', taker: '受训', handedAt: at } as const;
    expect(acts([offered, trainee], at + 3 * hour)).toEqual([]);
    const after = shift({ id: 'n', person: '丙', from: at + 4 * hour });
    expect(acts([offered, trainee, after], at + 4 * hour)).toEqual([['take_back', '乙']]);
    expect(deskStepsAt([keeping, trainee, after], at + 4 * hour, colleague)).toMatchObject([
      { act: 'hand_over', to: '丙' },
    ]);
  });

  test('never acts for a trainee, and takes over what a trainee hands over', () => {
    const own = { ...keeping, person: '受训' };
    expect(acts([own, shift({})], at + hour)).toEqual([]);
    expect(acts([shift({ person: '受训' })], at + hour)).toEqual([]);
    const handed = { ...own, state: 'handing_over', taker: '甲', handedAt: at } as const;
    expect(acts([handed, shift({})], at + 3 * minute)).toEqual([['confirm', '甲']]);
  });
});
