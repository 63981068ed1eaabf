import { setImmediate as tick } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createWorkQueue, QueueFull } from './work-queue.ts';

function gate() {
  return Promise.withResolvers<void>();
}

test('runs as many at once as allowed, the others in the order they came', async () => {
  const run = createWorkQueue(2, 10);
  const gates = [gate(), gate(), gate(), gate()];
  const started: number[] = [];
  const all = gates.map(({ promise }, index) =>
    run(async () => {
      started.push(index);
      await promise;
    }),
  );
  await tick();
  expect(started).toEqual([0, 1]);
  gates[1]?.resolve();
  await all[1];
  await tick();
  expect(started).toEqual([0, 1, 2]);
  for (const { resolve } of gates) resolve();
  await Promise.all(all);
  expect(started).toEqual([0, 1, 2, 3]);
});

test('refuses when the line is full, and goes on after a failure', async () => {
  const run = createWorkQueue(1, 1);
  const first = gate();
  const running = run(() => first.promise.then(() => Promise.reject(new Error('broken'))));
  const waiting = run(async () => 'second');
  await expect(run(async () => 'third')).rejects.toBeInstanceOf(QueueFull);
  first.resolve();
  await expect(running).rejects.toThrow('broken');
  expect(await waiting).toBe('second');
  expect(await run(async () => 'again')).toBe('again');
});
