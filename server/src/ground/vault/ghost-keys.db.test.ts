import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { machine, openDb, type Tx } from '../db/index.ts';
import { masterKeysFrom, openVault, type Sealed, type Vault } from './index.ts';

const database = await testDatabase();
const db = openDb(database.app);
const owner = openDb(database.migrator, { max: 1 });
afterAll(() => Promise.all([db.close(), owner.close()]));

const master = masterKeysFrom(Buffer.alloc(64, 3));
const now = new Date('2026-03-02T04:00:00Z');
let vault: Vault;
beforeEach(async () => {
  await owner.pool.query('DELETE FROM vault_key');
  vault = openVault(master);
});

const seal = (tx: Tx, node = vault) => node.seal(tx, 'signals', Buffer.from('words'), 'here', now);
const sealed = (node = vault) => db.inTransaction(machine, (tx) => seal(tx, node));
class Undone extends Error {}
const rolledBack = (work: (tx: Tx) => Promise<unknown>) =>
  expect(
    db.inTransaction(machine, async (tx) => {
      await work(tx);
      throw new Undone();
    }),
  ).rejects.toThrow(Undone);
/** As a program that has just started opens it. */
const opened = (value: Sealed) =>
  db.inTransaction(machine, async (tx) => (await openVault(master).unseal(tx, value, 'here')).toString());

describe('a transaction that made the key of the day and did not commit leaves nothing behind', () => {
  test('when it sealed once, twice, or often', async () => {
    for (const times of [1, 2, 5]) {
      await rolledBack(async (tx) => {
        for (let time = 0; time < times; time++) await seal(tx);
      });
      expect(await opened(await sealed()), `${times} times`).toBe('words');
      await owner.pool.query('DELETE FROM vault_key');
      vault = openVault(master);
    }
  });

  test('when the key was made within a savepoint', async () => {
    await rolledBack(async (tx) => {
      await tx.query('SAVEPOINT within');
      await seal(tx);
      await tx.query('RELEASE SAVEPOINT within');
      await seal(tx);
    });
    expect(await opened(await sealed())).toBe('words');
    await owner.pool.query('DELETE FROM vault_key');
    vault = openVault(master);
    const value = await db.inTransaction(machine, async (tx) => {
      await tx.query('SAVEPOINT within');
      await seal(tx);
      await seal(tx);
      await tx.query('ROLLBACK TO SAVEPOINT within');
      return seal(tx);
    });
    expect(await opened(value)).toBe('words');
    expect(await opened(await sealed())).toBe('words');
  });

  test('when its connection broke', async () => {
    const client = await db.pool.connect();
    await client.query('BEGIN');
    await seal(client);
    await seal(client);
    client.release(new Error('gone'));
    expect(await opened(await sealed())).toBe('words');
  });
});

test('two programs that begin a day at once seal under one key, whichever of them commits', async () => {
  const other = openVault(master);
  const first = await db.pool.connect();
  await first.query('BEGIN');
  await seal(first);
  const waiting = sealed(other); // waits for the first one's row
  await seal(first);
  await first.query('ROLLBACK');
  first.release();
  const values = [await waiting, await sealed(), await sealed(other)];
  expect(new Set(values.map(({ keyId }) => keyId)).size).toBe(1);
  for (const value of values) expect(await opened(value)).toBe('words');
});

test('once committed the key of the day is in memory: sealing asks the database for nothing', async () => {
  await sealed();
  await sealed();
  const asked: unknown[] = [];
  const tx = { query: (text: unknown) => asked.push(text) } as unknown as Tx;
  for (let time = 0; time < 10; time++) await seal(tx);
  expect(asked).toEqual([]);
});

test('what lasts cannot be written under a key that is not there', async () => {
  for (const table of ['mail_address', 'webhook', 'staff_member']) {
    const { rows } = await owner.pool.query(
      `SELECT FROM pg_constraint WHERE contype = 'f' AND conrelid = $1::regclass AND confrelid = 'vault_key'::regclass`,
      [table],
    );
    expect(rows, table).toHaveLength(1);
  }
});
