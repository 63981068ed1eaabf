import { makeWorld, openStory } from '@lanzha/engine/drill';
import { describe, expect, test } from 'vitest';
import { openPlot } from './plot.ts';

const from = Date.parse('2026-03-02T00:00:00+08:00');
const threads = openStory(makeWorld({ seed: 3, scale: 0.3 })).threadsBetween(from, from + 6 * 86_400_000);
const payer = threads.find(({ payments }) => payments.length > 0) ?? expect.fail('nobody pays');
const { id, payments } = payer;
const first = payments[0]!;

describe('a person who is brought off it', () => {
  test('is counted once, whoever says so again', () => {
    const plot = openPlot();
    plot.begin([payer]);
    expect(plot.stop([id], first.at - 1)).toEqual([{ kind: 'stopped', thread: id, at: first.at - 1 }]);
    expect(plot.stop([id], first.at)).toEqual([]);
    expect(plot.payments(payer.begins, payer.last)).toEqual([]);
  });

  test('spares what would have gone next, also as it is read from the file of truth after a restart', () => {
    const plot = openPlot(new Map([[id, first.at - 1]]));
    plot.begin([payer]);
    expect(plot.savedOn([id])).toBe(first.amount);
    expect(plot.stop([id], first.at)).toEqual([]);
  });

  test('spares nothing who was not brought off it, or had paid all', () => {
    const plot = openPlot(new Map([[id, payments.at(-1)!.at + 1]]));
    plot.begin(threads);
    expect(plot.savedOn(threads.map((one) => one.id))).toBe(0);
  });
});
