import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import {
  actingAs,
  type Db,
  type Giving,
  giving,
  givingAll,
  givingNothing,
  machine,
  openDb,
  type Tx,
} from './index.ts';

let db: Db;
let owner: Db;
let urls: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  urls = await testDatabase();
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
/** At the end, and how many rows it says that it wrote. */
const noting = (n: number): Giving<number | null> =>
  giving({ name: 'note', text: 'INSERT INTO noted VALUES ($1)', values: [n] }, ({ rowCount }) => rowCount);
const ending = <T>(value: T): Giving<T> => ({ ...givingNothing, read: () => value });
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
      return ending([read, [await scopeOf(tx), await transactionOf(tx)]] as const);
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
    return givingNothing;
  });
  await expect(twice).rejects.toMatchObject({ code: '23505' });
  let written = false;
  const unread = db.readThenWrite(
    machine,
    (tx) => tx.query('SELECT 1 / 0'),
    async (tx) => {
      written = true;
      await note(tx, 4);
      return givingNothing;
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
    return givingNothing;
  });
  await expect(begun).rejects.toThrow();
  expect(written).toBe(false);
  expect(await noted()).toEqual([1]);
});

describe('what is left to the end', () => {
  test('goes out with COMMIT and answers with its results, each in its place', async () => {
    const answered = await db.readThenWrite(machine, scopeOf, async (tx, scope) => {
      await note(tx, 6);
      const { statements, read } = givingAll(noting(7), givingNothing, ending(scope), noting(8));
      return { statements, read: (results) => [...read(results), results.length] };
    });
    expect(answered).toEqual([1, undefined, 'all', 1, 2]);
    expect(await noted()).toEqual([1, 6, 7, 8]);
  });

  test.each([
    ['first', [1, 9, 10]],
    ['middle', [9, 1, 10]],
    ['last', [9, 10, 1]],
  ])('undoes everything when its %s statement fails, and the connection serves on', async (_, numbers) => {
    let told = false;
    const wrote = db.readThenWrite(machine, scopeOf, async (tx) => {
      await note(tx, 11);
      const { statements } = givingAll(...numbers.map(noting));
      return {
        statements,
        read() {
          told = true;
        },
      };
    });
    await expect(wrote).rejects.toMatchObject({ code: '23505' });
    expect(told).toBe(false);
    expect(await noted()).toEqual([1, 6, 7, 8]);
  });
});

test('a statement that failed and was not told of commits nothing and says so', async () => {
  const quiet = (tx: Tx) => note(tx, 1).catch(() => undefined);
  const wrote = db.readThenWrite(machine, scopeOf, async (tx) => {
    await note(tx, 12);
    await quiet(tx);
    return givingNothing;
  });
  await expect(wrote).rejects.toThrow('nothing was committed');
  const inOne = db.inTransaction(machine, async (tx) => {
    await note(tx, 13);
    await quiet(tx);
  });
  await expect(inOne).rejects.toThrow('nothing was committed');
  expect(await noted()).toEqual([1, 6, 7, 8]);
});

test('statements of one turn reach PostgreSQL in one piece, and a refused one does not hold back the next', async () => {
  const client = await db.pool.connect();
  try {
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    const pieces = vi.spyOn(stream, '_writev' as never);
    await Promise.all([1, 2, 3].map((n) => client.query('SELECT $1::integer', [n])));
    expect(pieces).toHaveBeenCalledTimes(1);
    const asked = [
      client.query({ name: 'x', text: 'SELECT 1' }),
      client.query({ name: 'x', text: 'SELECT 2' }),
    ];
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await client.query('SELECT 3 AS n')).rows).toEqual([{ n: 3 }]);
  } finally {
    client.release();
  }
});

test('on a connection that takes one statement at a time, too, nothing is committed before the last of them', async () => {
  const single = openDb(urls.app, { max: 1 });
  const before = await noted();
  try {
    const failing = single.readThenWrite(machine, scopeOf, async () =>
      givingAll(noting(901), noting(902), noting(1), noting(903)),
    );
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await noted()).toEqual(before);
    const [, second] = await single.readThenWrite(machine, scopeOf, async () =>
      givingAll(noting(901), noting(902)),
    );
    expect(second).toBe(1);
    expect(await noted()).toEqual([...before, 901, 902]);
  } finally {
    await single.close();
  }
});

describe('connections of the machine', () => {
  test('are in its scope without being told, within a transaction and beside it, and a person may still be served', async () => {
    const born = openDb(urls.app, { max: 1, machineOnly: true });
    try {
      expect(await scopeOf(born.pool as unknown as Tx)).toBe('all');
      expect(await born.inTransaction(machine, scopeOf)).toBe('all');
      const person = { kind: 'person', person: crypto.randomUUID(), place: '330206', units: [] } as const;
      expect(await born.inTransaction(person, scopeOf)).toBe('person');
      expect(await born.inTransaction(machine, scopeOf)).toBe('all');
    } finally {
      await born.close();
    }
  });

  test('act in their role whatever stands as options in the address of the database', async () => {
    const { host = '', port = 5432, user = '', password = '', database = '' } = urls.app;
    const to = new URLSearchParams({ host, port: String(port) });
    const address = `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@/${database}?${to}`;
    const asked = `${address}&options=${encodeURIComponent('-c work_mem=7MB -c role=none')}&application_name=x`;
    const acting = openDb(actingAs({ connectionString: asked }, 'lanzha_app'), { max: 1 });
    try {
      const { rows } = await acting.pool.query(
        "SELECT current_setting('role') AS role, current_setting('work_mem') AS memory",
      );
      expect(rows).toEqual([{ role: 'lanzha_app', memory: '7MB' }]);
    } finally {
      await acting.close();
    }
    expect(actingAs({ connectionString: 'postgres://a/b?sslmode=require' }, 'lanzha_reader')).toEqual({
      connectionString: 'postgres://a/b?sslmode=require',
      options: '-c role=lanzha_reader -c jit=off',
    });
  });
});
