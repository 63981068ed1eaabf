import fc from 'fast-check';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { openMac } from './mac.ts';
import { recordAudit } from './record.ts';
import { nothingSince, sealWindow, type Window, windowAfter, windowSince } from './round.ts';
import { type Head, noHead, takeSnapshot } from './seals.ts';
import { openBook } from './testing.ts';

const book = await openBook();
const mac = openMac(book.key);

/** A sealer whose rounds the test calls. */
function sealerByHand() {
  let head: Head = noHead;
  let window: (Window & { whole?: boolean }) | undefined;
  return {
    async round(): Promise<number> {
      const snapshot = await takeSnapshot(book.db.pool);
      if (window === undefined) [window, head] = [windowAfter(snapshot), snapshot.head];
      if (nothingSince(window, snapshot)) return 0;
      let count = 0;
      for await (const sealed of sealWindow(book.db.pool, mac, head, window, snapshot)) {
        head = sealed.head;
        count += sealed.count;
      }
      window = windowSince(snapshot);
      return count;
    },
  };
}

const writers = 5;
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ by: fc.nat(writers - 1), act: fc.constantFrom('write', 'commit', 'roll back') }),
  },
  { weight: 2, arbitrary: fc.constant({ by: -1, act: 'round' } as const) },
  { weight: 1, arbitrary: fc.constant({ by: -1, act: 'another sealer' } as const) },
);

test('however transactions begin, write and end between the rounds, each committed record gets one seal', {
  timeout: 60_000,
}, async () => {
  const clients: pg.PoolClient[] = [];
  for (let n = 0; n < writers; n++) clients.push(await book.db.pool.connect());
  const running = clients.map(() => false);
  const end = async (by: number, how: 'COMMIT' | 'ROLLBACK') => {
    await clients[by]!.query(how);
    running[by] = false;
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      let sealer = sealerByHand();
      for (const { by, act } of steps) {
        if (act === 'round') await sealer.round();
        else if (act === 'another sealer') sealer = sealerByHand();
        else if (act !== 'write') await end(by, act === 'commit' ? 'COMMIT' : 'ROLLBACK');
        else {
          if (!running[by]) await clients[by]!.query('BEGIN');
          running[by] = true;
          await recordAudit(clients[by]!, { actor: null, unitId: null, event: 'step.taken', ok: true });
        }
      }
      for (let by = 0; by < writers; by++) await end(by, 'COMMIT');
      await sealer.round();
      const { unsealed, ok, findings } = await book.verify([]);
      expect({ unsealed, ok, findings }).toEqual({
        unsealed: { count: 0, oldest: null },
        ok: true,
        findings: [],
      });
    }),
    { numRuns: 60 },
  );
  for (const client of clients) client.release();
});

test('an idle round reads nothing', async () => {
  const sealer = sealerByHand();
  await sealer.round();
  const snapshot = await takeSnapshot(book.db.pool);
  expect(nothingSince(windowSince(snapshot), await takeSnapshot(book.db.pool))).toBe(true);
});

test('in a cluster that counts transactions afresh everything is looked at once, with whatever numbers', async () => {
  await sealerByHand().round();
  await book.write(3);
  await book.superuser(
    `UPDATE audit_record SET xid = '9000000000' WHERE xid = (SELECT max(xid) FROM audit_record)`,
  );
  const snapshot = await takeSnapshot(book.db.pool);
  const head = { ...snapshot.head, horizon: snapshot.next + 10n };
  const window = windowAfter({ ...snapshot, head });
  expect(window).toMatchObject({ from: 0n, whole: true });
  let count = 0;
  for await (const sealed of sealWindow(book.db.pool, mac, snapshot.head, window, snapshot))
    count += sealed.count;
  expect(count).toBe(3);
});
