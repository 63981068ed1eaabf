import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { type Db, machine, openDb, type Tx } from './index.ts';

let db: Db;
let owner: Db;
beforeAll(async () => {
  const urls = await testDatabase();
  owner = openDb(urls.migrator, { max: 1 });
  await owner.pool.query('CREATE TABLE noted (n integer PRIMARY KEY)');
  await owner.pool.query('GRANT SELECT, INSERT ON noted TO lanzha_app');
  // One connection: what one transaction leaves behind, the next one meets.
  db = openDb(urls.app, { max: 1, pipeline: true });
});
afterAll(async () => {
  await db.close();
  await owner.close();
});

const note = (tx: Tx, n: number) => tx.query('INSERT INTO noted VALUES ($1)', [n]);
const noted = async () =>
  (await db.pool.query<{ n: number }>('SELECT n FROM noted ORDER BY n')).rows.map((row) => row.n);
const scopeOf = async (tx: Tx) => {
  const { rows } = await tx.query<{ scope: string }>("SELECT current_setting('lanzha.scope', true) AS scope");
  return rows[0]?.scope;
};
const transactionOf = async (tx: Tx) => {
  const { rows } = await tx.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
  return rows[0]?.id;
};

test('what is read goes out with BEGIN, and is read under the scope and in the transaction of what is written', async () => {
  const [before, after] = await db.readThenWrite(
    machine,
    async (tx) => [await scopeOf(tx), await transactionOf(tx)],
    async (tx, read) => {
      await note(tx, 1);
      return [read, [await scopeOf(tx), await transactionOf(tx)]];
    },
  );
  expect(before).toEqual(['all', expect.stringMatching(/^\d+$/)]);
  expect(after).toEqual(before);
  expect(await noted()).toEqual([1]);
  expect(await scopeOf(db.pool as unknown as Tx)).not.toBe('all');
});

test('nothing stays of what is written when writing or reading fails, and the connection serves on', async () => {
  const wrote = db.readThenWrite(machine, scopeOf, async (tx) => {
    await note(tx, 2);
    throw new Error('thought better of it');
  });
  await expect(wrote).rejects.toThrow('thought better of it');
  const twice = db.readThenWrite(machine, scopeOf, async (tx) => {
    await note(tx, 3);
    await note(tx, 1);
  });
  await expect(twice).rejects.toMatchObject({ code: '23505' });
  let written = false;
  const unread = db.readThenWrite(
    machine,
    (tx) => tx.query('SELECT 1 / 0'),
    async (tx) => {
      written = true;
      await note(tx, 4);
    },
  );
  await expect(unread).rejects.toMatchObject({ code: '22012' });
  expect(written).toBe(false);
  expect(await noted()).toEqual([1]);
});

test('nothing is written when the transaction cannot begin', async () => {
  let written = false;
  const scope = { kind: 'person', person: 'x'.repeat(10), place: '\0', units: [] } as const;
  const begun = db.readThenWrite(scope, scopeOf, async (tx) => {
    written = true;
    await note(tx, 5);
  });
  await expect(begun).rejects.toThrow();
  expect(written).toBe(false);
  expect(await noted()).toEqual([1]);
});
