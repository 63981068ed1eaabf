import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { historyMinutes, sumOver } from './buckets.ts';
import { features } from './features.ts';
import {
  decodeState,
  emptyState,
  encodeState,
  recordEvent,
  recordEvidence,
  StateFormatError,
} from './state.ts';
import { encodeVersion1 } from './testing/version-1.ts';

const origin = 29_000_000; // a minute in 2025

const events = fc.array(
  fc.record({ gap: fc.integer({ min: -2_000, max: 3_000 }), amount: fc.integer({ min: 0, max: 5_000_000 }) }),
  { maxLength: 300 },
);

function play(script: { gap: number; amount: number }[]) {
  const state = emptyState();
  const seen: { minute: number; amount: number; latest: number }[] = [];
  let clock = origin;
  for (const { gap, amount } of script) {
    const minute = clock + gap;
    clock = Math.max(clock, minute);
    recordEvent(state, minute, { transfers: 1, amount });
    seen.push({ minute, amount, latest: clock });
  }
  return { state, seen, clock };
}

describe('time buckets', () => {
  test('a window sum lies between the exact sums of the window and of the window widened by one bucket', () => {
    fc.assert(
      fc.property(events, fc.constantFrom(30, 60, 120, 1440, 7 * 1440), (script, window) => {
        const { state, seen, clock } = play(script);
        const kept = seen.filter((e) => e.latest - e.minute < historyMinutes);
        const exact = (width: number) =>
          kept
            .filter((e) => e.minute > clock - width && e.minute <= clock)
            .reduce((sum, e) => sum + e.amount, 0);
        // an event enters at the width of its age then, and may be a day wide by now
        const sum = sumOver(state.buckets, 'amount', clock, window);
        expect(sum).toBeGreaterThanOrEqual(exact(window));
        expect(sum).toBeLessThanOrEqual(exact(window + 2 * 1440));
      }),
    );
  });

  test('nothing is lost or counted twice while buckets age: the 30-day sum counts every event once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 130 }), { maxLength: 300 }), (gaps) => {
        const { state, seen, clock } = play(gaps.map((gap) => ({ gap, amount: 1 })));
        fc.pre(clock - origin < historyMinutes - 2 * 1440);
        expect(sumOver(state.buckets, 'transfers', clock, historyMinutes)).toBe(seen.length);
      }),
    );
  });

  test('a subject never has more than 67 buckets', () => {
    const state = emptyState();
    for (let minute = origin; minute < origin + 60 * 1440; minute += 7)
      recordEvent(state, minute, { calls: 1 });
    expect(state.buckets.length).toBeLessThanOrEqual(67);
  });

  test('an event older than 30 days leaves no trace', () => {
    const state = emptyState();
    recordEvent(state, origin, { calls: 1 });
    recordEvent(state, origin - historyMinutes, { calls: 1 });
    expect(sumOver(state.buckets, 'calls', origin, historyMinutes * 2)).toBe(1);
  });
});

describe('stored state', () => {
  test('decodes to what was encoded', () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat(), { maxLength: 40 }), (script, batches) => {
        const { state } = play(script);
        for (const batch of batches)
          recordEvidence(state, { batch, ord: batch % 400, at: batch, score: batch % 101 });
        expect(decodeState(encodeState(state))).toEqual(state);
        expect(state.recent.length).toBeLessThanOrEqual(16);
      }),
    );
  });

  test('a state that version 1 stored decodes to the same, and is stored again as version 2', () => {
    fc.assert(
      fc.property(events, (script) => {
        const { state } = play(script);
        const old = encodeVersion1(state);
        expect(old[0]).toBe(1);
        expect(decodeState(old)).toEqual(state);
        const again = encodeState(decodeState(old));
        expect(again[0]).toBe(2);
        expect(decodeState(again)).toEqual(state);
      }),
    );
  });

  test('every feature survives, the last one included', () => {
    const state = emptyState();
    recordEvent(state, origin, Object.fromEntries(features.map((name, index) => [name, index + 1])));
    expect(decodeState(encodeState(state))).toEqual(state);
  });

  test('cut or foreign bytes are refused', () => {
    const { state } = play([{ gap: 0, amount: 7 }]);
    const bytes = encodeState(state);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeState(bytes.subarray(0, length))).toThrow(StateFormatError);
    }
    expect(() => decodeState(Uint8Array.from([9, 1, 2]))).toThrow(StateFormatError);
  });
});
