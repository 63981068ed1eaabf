import { contactResults, levels, warningStates } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayTry, type Standing } from './lifecycle.ts';
import { recommend, type Situation } from './recommend.ts';

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
const at = (
  state: Situation['state'],
  level: Situation['level'],
  standing: Partial<Standing> = {},
  waiting: Situation['waiting'] = null,
) =>
  recommend({
    state,
    level,
    waiting,
    standing: { ...nothing, level, ...standing },
    least: { attempts: 2, ways: 2 },
  }).map(({ act, why }) => `${act} ${why}`);

describe('by level (W4)', () => {
  test('urgent: call at once and go there', () => {
    expect(at('signed', 'urgent')).toEqual(['contact urgent_call', 'meet urgent_visit']);
  });
  test('high: call, then meet by two', () => {
    expect(at('signed', 'high')).toEqual(['contact high_call', 'meet meet_by_two']);
    expect(at('contacted', 'high', { reached: true })).toEqual(['meet meet_by_two', 'close end_dissuaded']);
    expect(at('met', 'high', { reached: true, met: true })).toEqual(['close end_dissuaded']);
  });
  test('middle: call; visited only who does not believe', () => {
    expect(at('signed', 'middle')).toEqual(['contact middle_call']);
    expect(at('contacted', 'middle', { reached: true, lastResult: 'doubts' })).toEqual(['meet middle_visit']);
  });
  test('low: remind', () => {
    expect(at('signed', 'low')).toEqual(['contact low_remind']);
    expect(at('contacted', 'low', { reached: true })).toEqual(['close end_dissuaded']);
  });
});

describe('by what happened', () => {
  test('who has paid needs the payment stopped before anything else (W5)', () => {
    for (const level of levels)
      expect(at('contacted', level, { reached: true, lastResult: 'transferred' })).toEqual([
        'close stop_payment',
      ]);
  });

  test('who cannot be reached is tried by another way, then looked for (W6)', () => {
    expect(at('contacting', 'low', { attempts: 1, ways: 1 })[0]).toBe('contact other_way');
    expect(at('contacting', 'low', { attempts: 2, ways: 2 }).slice(0, 2)).toEqual([
      'contact seek_way',
      'close truly_unreachable',
    ]);
    expect(at('contacting', 'high', { attempts: 1, ways: 1 })[0]).toBe('meet visit_unreached');
  });

  test('who refuses is talked to again before it ends as refused', () => {
    expect(at('contacted', 'low', { reached: true, lastResult: 'refuses' })).toEqual([
      'meet middle_visit',
      'close refuses',
    ]);
    expect(at('met', 'high', { reached: true, met: true, lastResult: 'refuses' })[0]).toBe(
      'contact second_talk',
    );
  });

  test('a transfer that waits comes first', () => {
    expect(at('signed', 'high', {}, 'outside')[0]).toBe('accept review_transfer');
    expect(at('dispatched', 'low', {}, 'inside')).toEqual(['sign sign_or_return', 'return sign_or_return']);
  });
});

test('whatever stands, only what the life cycle allows is recommended, and an open warning is never without advice', () => {
  const standing = fc.record({
    level: fc.constantFrom(...levels),
    attempts: fc.nat(4),
    ways: fc.nat(3),
    reached: fc.boolean(),
    rebuffed: fc.boolean(),
    met: fc.boolean(),
    lastResult: fc.constantFrom(null, ...contactResults),
    toldLeader: fc.boolean(),
    family: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...warningStates),
      standing,
      fc.constantFrom(null, 'inside' as const, 'outside' as const),
      (state, done, waiting) => {
        const next = recommend({
          state,
          level: done.level,
          standing: done,
          waiting,
          least: { attempts: 2, ways: 2 },
        });
        for (const { act } of next) expect(mayTry(state, act)).toBe(true);
        expect(next.length > 0).toBe(state !== 'closed');
      },
    ),
  );
});
