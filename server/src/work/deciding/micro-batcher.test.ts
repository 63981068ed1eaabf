import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { MicroBatcher, Overloaded, type Turn } from './micro-batcher.ts';

const options = {
  maxLines: 10,
  gather: 1,
  lanes: 2,
  aloneBelow: 0,
  aloneMost: 10,
  aheadFrom: Number.POSITIVE_INFINITY,
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

  test('with little to do, a batch leaves some for the next, which starts with its end', async () => {
    const batches: number[][] = [];
    const batcher = new MicroBatcher<number, number>(
      async (items) => {
        batches.push([...items]);
        await soon();
        return [...items];
      },
      { ...options, aloneBelow: 50, aloneMost: 4 },
    );
    const items = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12];
    expect(await Promise.all(items.map((item) => batcher.push([item])))).toEqual(items.map((item) => [item]));
    expect(batches).toEqual([
      [2, 4, 1, 3],
      [6, 8, 5, 7],
      [10, 12],
    ]);
  });

  test('with little to do, no request is cut, and what is left of one that failed is not taken', async () => {
    const batches: number[][] = [];
    const batcher = new MicroBatcher<number, number>(
      async (items) => {
        batches.push([...items]);
        await soon();
        if (items.includes(13)) throw new Error('no');
        return [...items];
      },
      { ...options, aloneBelow: 50, aloneMost: 4 },
    );
    expect(await batcher.push([2, 4, 6, 8, 1])).toEqual([2, 4, 6, 8, 1]);
    const long = Array.from({ length: 15 }, (_, n) => 13 + 2 * n);
    await expect(batcher.push(long)).rejects.toThrow('no');
    await batcher.drained();
    // Of one lane at most ten: the last five of the failed request stay out.
    expect(batches).toEqual([[2, 4, 6, 8, 1], long.slice(0, 10), ...batches.slice(2)]);
    expect(batches.slice(2).flat()).toEqual([]);
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

  describe('a batch that is about to end', () => {
    /** Each ends when it is told to; a batch is in turn once the one before has ended. */
    function held(aheadFrom: number) {
      const batches: { items: number[]; turn: Turn; end: (error?: Error) => void; inTurn: boolean }[] = [];
      const batcher = new MicroBatcher<number, number>(
        async (items, turn) => {
          const gate = Promise.withResolvers<void>();
          const end = (error?: Error) => (error === undefined ? gate.resolve() : gate.reject(error));
          const batch = { items: [...items], turn, end, inTurn: false };
          batches.push(batch);
          turn.before?.then(() => {
            batch.inTurn = true;
          });
          await gate.promise;
          return [...items];
        },
        { ...options, aloneBelow: 50, aheadFrom, maxWaiting: 10_000 },
      );
      return { batches, batcher };
    }
    const itemsOf = (batches: { items: number[] }[]) => batches.map(({ items }) => items);

    test('lets the next begin, as soon as enough requests wait, and tells it when it has ended', async () => {
      const { batches, batcher } = held(2);
      const first = batcher.push([2]);
      await vi.waitFor(() => expect(batches).toHaveLength(1));
      expect(batches[0]!.turn.before).toBe(undefined);
      const later = [batcher.push([4])];
      batches[0]!.turn.ending();
      expect(batches).toHaveLength(1); // one is too few
      later.push(batcher.push([6]));
      expect(itemsOf(batches)).toEqual([[2], [4, 6]]);
      later.push(batcher.push([8]), batcher.push([10]));
      batches[1]!.turn.ending();
      expect(batches).toHaveLength(2); // a third waits, whatever the second says
      await soon();
      expect(batches[1]!.inTurn).toBe(false);
      batches[0]!.end();
      await first;
      expect(batches[1]!.inTurn).toBe(true);
      expect(itemsOf(batches)).toEqual([[2], [4, 6], [8, 10]]);
      batches[2]!.end();
      batches[1]!.end();
      expect(await Promise.all(later)).toEqual([[4], [6], [8], [10]]);
      await batcher.drained();
    });

    test('tells the next also when it has failed, and what fails before its turn harms nobody else', async () => {
      const { batches, batcher } = held(1);
      const first = batcher.push([2]);
      await vi.waitFor(() => expect(batches).toHaveLength(1));
      batches[0]!.turn.ending();
      const second = batcher.push([4]);
      batches[1]!.end(new Error('no connection'));
      await expect(second).rejects.toThrow('no connection');
      const third = batcher.push([6]);
      expect(itemsOf(batches)).toEqual([[2], [4], [6]]);
      batches[0]!.end(new Error('no room'));
      await expect(first).rejects.toThrow('no room');
      expect(batches[2]!.inTurn).toBe(true);
      batches[2]!.end();
      expect(await third).toEqual([6]);
      await batcher.drained();
    });

    test('is followed by larger ones when much waits', async () => {
      const { batches, batcher } = held(1);
      const first = batcher.push([2]);
      await vi.waitFor(() => expect(batches).toHaveLength(1));
      const many = batcher.push(Array.from({ length: 60 }, (_, n) => n));
      batches[0]!.turn.ending();
      expect(batches).toHaveLength(1);
      batches[0]!.end();
      await first;
      await vi.waitFor(() => expect(batches.map(({ items }) => items.length)).toEqual([1, 10, 10]));
      expect(batches.slice(1).every(({ turn }) => turn.before === undefined)).toBe(true);
      let at = 1;
      let finished = false;
      const all = many.finally(() => {
        finished = true;
      });
      while (!finished) {
        batches[at++]?.end();
        at = Math.min(at, batches.length);
        await soon();
      }
      expect(await all).toHaveLength(60);
    });
  });

  test('however much comes when, a lane has one batch at a time, in order, and nothing stays behind', async () => {
    const arrivals = fc.array(fc.tuple(fc.integer({ min: 0, max: 15 }), fc.boolean()), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        arrivals,
        fc.nat(40),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 12 }),
        async (requests, aloneBelow, aloneMost, aheadFrom) => {
          const running = new Set<number>();
          const done: number[][] = [[], []];
          const batcher = new MicroBatcher<number, number>(
            async (items, turn) => {
              await turn.before;
              const lanes = new Set(items.map((item) => item % 2));
              for (const lane of lanes) expect(running.has(lane)).toBe(false);
              for (const lane of lanes) running.add(lane);
              if (items.length % 3 > 0) turn.ending();
              await soon();
              for (const lane of lanes) running.delete(lane);
              for (const item of items) done[item % 2]!.push(item);
              return [...items];
            },
            { ...options, aloneBelow, aloneMost, aheadFrom, maxWaiting: 10_000 },
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
        },
      ),
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
