import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { machine, openDb, type Tx } from '../db/index.ts';
import { refuse } from './refusal.ts';
import { inTransactionOrRefusal } from './rollback.ts';

const database = await testDatabase();
const db = openDb(database.app);
afterAll(() => db.close());

const write = (tx: Tx, code: string) =>
  tx.query("INSERT INTO place (code, name, level) VALUES ($1, '某地', 1)", [code]);
const written = async (code: string) =>
  (await db.pool.query('SELECT FROM place WHERE code = $1', [code])).rowCount === 1;

test('a result is kept together with what was written', async () => {
  const result = await inTransactionOrRefusal(db, machine, async (tx) => {
    await write(tx, '11');
    return 'done';
  });
  expect(result).toBe('done');
  expect(await written('11')).toBe(true);
});

test('a refusal comes back and undoes what was written', async () => {
  const refused = await inTransactionOrRefusal(db, machine, async (tx) => {
    await write(tx, '12');
    return refuse('TOO_LATE', { after: 5 });
  });
  expect(refused).toMatchObject({ code: 'TOO_LATE', data: { after: 5 } });
  expect(await written('12')).toBe(false);
});

test('an error goes on to the caller and undoes as well', async () => {
  const broken = inTransactionOrRefusal(db, machine, async (tx) => {
    await write(tx, '13');
    throw new Error('broken');
  });
  await expect(broken).rejects.toThrow('broken');
  expect(await written('13')).toBe(false);
});
