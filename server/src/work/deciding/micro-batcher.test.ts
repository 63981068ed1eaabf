import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { MicroBatcher, Overloaded } from './micro-batcher.ts';

const options = {
  maxLines: 10,
  gather: 1,
  lanes: 2,
  aloneBelow: 0,
  maxWaiting: 50,
  laneOf: (item: number) => item,
};
const soon = () => new Promise((resolve) => setTimeout(resolve, 1));

describe('micro-batcher', () => {
  test('every request gets its own answers in its order, however requests are cut into batches', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 35 }), { maxLength: 12 }), async (sizes) => {
        const batcher = new MicroBatcher<number, number>(
          async (items) => {
            await soon();
            return items.map((item) => item * 2);
          },
          { ...options, maxWaiting: 10_000 },
        );
        let next = 0;
        const requests = sizes.map((size) => Array.from({ length: size }, () => next++));
        const answers = await Promise.all(requests.map((request) => batcher.push(request)));
        expect(answers).toEqual(requests.map((request) => request.map((item) => item * 2)));
      }),
      { numRuns: 30 },
    );
  });

  test('no batch is larger than allowed and no more run at once than there are lanes', async () => {
    let running = 0;
    let most = 0;
    const sizes: number[] = [];
    const batcher = new MicroBatcher<number, number>(
      async (items) => {
        most = Math.max(most, ++running);
        sizes.push(items.length);
        await soon();
        running--;
        return [...items];
      },
      { ...options, maxWaiting: 10_000 },
    );
    await Promise.all(Array.from({ length: 40 }, () => batcher.push([1, 2, 3])));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10);
    expect(sizes.reduce((a, b) => a + b, 0)).toBe(120);
    expect(most).toBe(2);
  });

  test('a line that fails by itself fails only the request that holds it', async () => {
    const batcher = new MicroBatcher<number, number>(
      async (items) => items.map((item) => (item === 3 ? new Error('three') : item)),
      { ...options, lanes: 1 },
    );
    const answers = await Promise.allSettled([[1, 2], [4, 3], [5]].map((items) => batcher.push(items)));
    expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
      [1, 2],
      'Error: three',
      [5],
    ]);
  });

  test('what shares a lane never runs at the same time and keeps its order', async () => {
    const running = new Set<number>();
    const order: number[] = [];
    const batcher = new MicroBatcher<number, number>(
      async (items) => {
        const lane = items[0]! % 2;
        expect(items.every((item) => item % 2 === lane)).toBe(true);
        expect(running.has(lane)).toBe(false);
        running.add(lane);
        await soon();
        running.delete(lane);
        order.push(...items.filter((item) => item % 2 === 0));
        return [...items];
      },
      { ...options, maxWaiting: 10_000 },
    );
    const items = Array.from({ length: 120 }, (_, n) => n);
    await Promise.all(items.map((item) => batcher.push([item])));
    expect(order).toEqual(items.filter((item) => item % 2 === 0));
  });

  test('with little to do, one batch at a time takes what all lanes have', async () => {
    let running = 0;
    let most = 0;
    const batches: number[][] = [];
    const batcher = new MicroBatcher<number, number>(
      async (items) => {
        most = Math.max(most, ++running);
        batches.push([...items]);
        await soon();
        running--;
        return [...items];
      },
      { ...options, aloneBelow: 50 },
    );
    const first = [1, 2, 3, 4].map((item) => batcher.push([item]));
    await soon();
    const later = [5, 6, 7, 8].map((item) => batcher.push([item]));
    expect(await Promise.all([...first, ...later])).toEqual([[1], [2], [3], [4], [5], [6], [7], [8]]);
    expect(most).toBe(1);
    expect(batches.map((batch) => batch.toSorted())).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
  });

  test('with little to do, what came while a batch ran starts with its end and waits for no further company', async () => {
    const batches: number[][] = [];
    let end: (() => void) | undefined;
    const batcher = new MicroBatcher<number, number>(
      async (items) => {
        batches.push([...items]);
        await new Promise<void>((resolve) => {
          end = resolve;
        });
        return [...items];
      },
      { ...options, gather: 20, aloneBelow: 50 },
    );
    const first = batcher.push([1, 2]);
    await vi.waitFor(() => expect(batches).toEqual([[2, 1]]));
    const later = Promise.all([batcher.push([3]), batcher.push([4])]);
    await new Promise((resolve) => setTimeout(resolve, 30)); // its own time of gathering is over long before
    expect(batches).toHaveLength(1);
    end?.();
    await first;
    await Promise.resolve();
    expect(batches).toEqual([
      [2, 1],
      [4, 3],
    ]);
    end?.();
    expect(await later).toEqual([[3], [4]]);
  });

  test('however much comes when, a lane has one batch at a time, in order, and nothing stays behind', async () => {
    const arrivals = fc.array(fc.tuple(fc.integer({ min: 0, max: 15 }), fc.boolean()), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 0, max: 40 }), async (requests, aloneBelow) => {
        const running = new Set<number>();
        const done: number[][] = [[], []];
        const batcher = new MicroBatcher<number, number>(
          async (items) => {
            const lanes = new Set(items.map((item) => item % 2));
            for (const lane of lanes) expect(running.has(lane)).toBe(false);
            for (const lane of lanes) running.add(lane);
            await soon();
            for (const lane of lanes) running.delete(lane);
            for (const item of items) done[item % 2]!.push(item);
            return [...items];
          },
          { ...options, aloneBelow, maxWaiting: 10_000 },
        );
        let next = 0;
        const answers: Promise<number[]>[] = [];
        for (const [size, pause] of requests) {
          answers.push(batcher.push(Array.from({ length: size }, () => next++)));
          if (pause) await soon();
        }
        const all = Array.from({ length: next }, (_, n) => n);
        expect((await Promise.all(answers)).flat()).toEqual(all);
        await batcher.drained();
        expect(done).toEqual([0, 1].map((lane) => all.filter((item) => item % 2 === lane)));
      }),
      { numRuns: 30 },
    );
  });

  test('refuses instead of queueing without bound, and takes nothing of what it refuses', async () => {
    let seen = 0;
    const batcher = new MicroBatcher<number, number>(async (items) => {
      seen += items.length;
      await soon();
      return [...items];
    }, options);
    const results = await Promise.allSettled(
      Array.from({ length: 30 }, () => batcher.push(new Array<number>(10).fill(1))),
    );
    const refused = results.filter((r) => r.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every((r) => r.reason instanceof Overloaded)).toBe(true);
    expect(seen).toBe((results.length - refused.length) * 10);
  });

  test('one request larger than the waiting room is still taken when nothing else waits', async () => {
    const batcher = new MicroBatcher<number, number>(async (items) => [...items], options);
    expect(await batcher.push(new Array<number>(200).fill(7))).toHaveLength(200);
  });

  test('a failing batch fails the requests in it and nobody else', async () => {
    const batcher = new MicroBatcher<number, number>(
      async (items) => {
        await soon();
        if (items.includes(13)) throw new Error('no');
        return [...items];
      },
      { ...options, maxLines: 2, lanes: 1 },
    );
    const results = await Promise.allSettled([
      batcher.push([1, 2]),
      batcher.push([13, 14, 15]),
      batcher.push([3, 4]),
    ]);
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await batcher.drained();
  });
});
