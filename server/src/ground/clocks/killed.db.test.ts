import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { give } from '../db/index.ts';
import { startingClocks } from './start-clocks.ts';
import { always, hour, openShelf } from './testing/shelf.ts';

const shelf = await openShelf();
const processes: ChildProcess[] = [];
afterAll(() => {
  for (const child of processes) child.kill('SIGKILL');
});

const here = (file: string) => JSON.stringify(import.meta.resolve(file));
const script = `
  const { openClockWorker } = await import(${here('./worker.ts')});
  const { openDb } = await import(${here('../db/index.ts')});
  const { pino } = await import(${JSON.stringify(import.meta.resolve('pino'))});
  const db = openDb(JSON.parse(process.argv[1]));
  // Slow on purpose, so that the process dies in the midst of a batch.
  const handler = {
    async hold(tx, ids) { return new Map(ids.map((id) => [id, id])); },
    async fire(tx, firings) {
      for (const { id, policy, step } of firings) {
        await tx.query('INSERT INTO said (thing, policy, step) VALUES ($1, $2, $3)', [id, policy, step]);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    },
  };
  openClockWorker({ db, log: pino({ level: 'silent' }), handlers: { thing: handler }, pollMs: 20, batch: 15 });
  console.log('started');
`;

async function startProcess(): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', script, JSON.stringify(shelf.database.app)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  processes.push(child);
  await once(child.stdout!, 'data');
  return child;
}

const count = 600;
const said = async () => (await shelf.fired()).length;

test('killed five times in the midst of firing, every step has fired once and none is lost', async () => {
  const keys = Array.from({ length: count }, () => shelf.key());
  const began = new Date(Date.now() - 2 * hour);
  await shelf.tx((tx) =>
    give(
      tx,
      startingClocks(
        keys.map((key) => ({ ...key, spec: always({ escalate: [60_000] }) })),
        began,
      ),
    ),
  );
  for (let round = 0; round < 5; round++) {
    const child = await startProcess();
    const before = await said();
    while ((await said()) === before) await sleep(5);
    await sleep(7 * round);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await said()).toBeLessThan(2 * count); // there was still work to be torn from
  }
  const last = await startProcess();
  while ((await said()) < 2 * count) await sleep(20);
  await sleep(200);
  last.kill('SIGKILL');
  const fired = await shelf.fired();
  expect(fired).toHaveLength(2 * count);
  expect(new Set(fired.map(({ id, step }) => `${id} ${step}`)).size).toBe(2 * count);
  const [events] = await shelf.query<{ events: number; kinds: number }>(
    `SELECT count(*) AS events, count(DISTINCT (subject_id, act)) AS kinds FROM clock_events WHERE act IN ('due', 'escalate1')`,
  );
  expect(events).toEqual({ events: 2 * count, kinds: 2 * count });
}, 60_000);
