import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAccount, furnish } from '../../faces/testing.ts';
import { testDatabase } from '../../testing/database.ts';
import { machine, openDb, type Tx } from '../db/index.ts';
import { countFailure, type LockLimits, lockAccount, noteSignIn } from './accounts.ts';

const database = await testDatabase();
const db = openDb(database.app);
let person = '';
beforeAll(async () => {
  const { centre } = await furnish(db);
  person = await addAccount(db, { username: 'officer', unit: centre, roles: ['duty_officer'] });
});
afterAll(() => db.close());

const limits: LockLimits = {
  failures: 3,
  lockMs: 300_000,
  failuresName: 7,
  lockNameMs: 1_800_000,
  knownMs: 90 * 86_400_000,
};
const addresses = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] as const;
class Undo extends Error {}

/** What must hold, said in memory: nothing unlocks by itself within one transaction, where time stands still. */
class Model {
  readonly pairs = new Map<string, number>();
  readonly lockedPairs = new Set<string>();
  readonly known = new Set<string>();
  count = 0;
  nameLocked = false;

  locked(address: string): boolean {
    return this.lockedPairs.has(address) || (this.nameLocked && !this.known.has(address));
  }
  fail(address: string): void {
    const failures = (this.pairs.get(address) ?? 0) + 1;
    this.pairs.set(address, failures % limits.failures);
    if (failures === limits.failures) this.lockedPairs.add(address);
    this.count += 1;
    if (this.count < limits.failuresName) return;
    this.count = 0;
    this.nameLocked = true;
  }
  succeed(address: string): void {
    this.pairs.set(address, 0);
    this.known.add(address);
    this.count = 0;
    this.nameLocked = false;
  }
}

const step = fc.record({ address: fc.constantFrom(...addresses), right: fc.boolean() });

test('whatever the order of right and wrong attempts, exactly the pairs and names that must be are locked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      await inUndoneTransaction(async (tx) => {
        const model = new Model();
        for (const { address, right } of steps) {
          const { lockedUntil } = await lockAccount(tx, person, address, limits);
          expect(lockedUntil !== null).toBe(model.locked(address));
          if (lockedUntil !== null) continue;
          if (right) await noteSignIn(tx, person, { address, ip: address }, 1e12);
          else await countFailure(tx, person, address, limits);
          if (right) model.succeed(address);
          else model.fail(address);
        }
      });
    }),
    { numRuns: 40 },
  );
});

test('a lock lasts as long as the parameter says, of the name longer than of one address', async () => {
  await inUndoneTransaction(async (tx) => {
    const { rows } = await tx.query<{ now: Date }>('SELECT now()');
    const now = rows[0]?.now.getTime() ?? 0;
    const fail = () => countFailure(tx, person, addresses[0], limits);
    await fail();
    await fail();
    expect((await fail()).lockedUntil?.getTime()).toBe(now + limits.lockMs);
    for (let i = 0; i < 4; i++) await countFailure(tx, person, `10.9.0.${i}`, limits);
    expect((await lockAccount(tx, person, '10.8.0.1', limits)).lockedUntil?.getTime()).toBe(
      now + limits.lockNameMs,
    );
  });
});

async function inUndoneTransaction(work: (tx: Tx) => Promise<void>): Promise<void> {
  const done = db.inTransaction(machine, async (tx) => {
    await work(tx);
    throw new Undo();
  });
  await done.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
}
