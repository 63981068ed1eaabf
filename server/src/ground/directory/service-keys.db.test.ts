import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { machine, openDb } from '../db/index.ts';
import { isRefusal } from '../refusal/index.ts';
import { openServiceKeys } from './authenticate-key.ts';
import { createServiceKey, listServiceKeys, revokeServiceKey } from './service-keys.ts';

const database = await testDatabase();
const db = openDb(database.app);
beforeAll(async () => {
  await db.pool.query("INSERT INTO place (code, name, level) VALUES ('33', '浙江省', 1)");
  await db.pool.query(
    "INSERT INTO unit (code, name, kind, place_code) VALUES ('OP', '运营商', 'operator', '33')",
  );
});
afterAll(() => db.close());

async function newKey(source: string) {
  const made = await db.inTransaction(machine, (tx) =>
    createServiceKey(tx, { unitCode: 'OP', source, allow: ['signals:write', 'signals:write'] }),
  );
  if (isRefusal(made)) throw new Error(made.code);
  return made;
}

describe('a service key', () => {
  test('speaks for its unit and source with its rights', async () => {
    const { key, number } = await newKey('短信');
    expect(await openServiceKeys(db).authenticateKey(key)).toMatchObject({
      number,
      placeCode: '33',
      source: '短信',
      allow: ['signals:write'],
    });
  });

  test('is stored as its hash only', async () => {
    const { key } = await newKey('秘密');
    const { rows } = await db.pool.query('SELECT k::text AS row FROM service_key k');
    expect(JSON.stringify(rows)).not.toContain(key.slice(3));
    expect(JSON.stringify(await listServiceKeys(db.pool))).not.toContain(key.slice(3));
  });

  test('no longer works once it is revoked, on a running server after seconds', async () => {
    const { key, number } = await newKey('停用');
    const running = openServiceKeys(db);
    expect(await running.authenticateKey(key)).not.toBeNull();
    await db.inTransaction(machine, (tx) => revokeServiceKey(tx, String(number)));
    expect(await openServiceKeys(db).authenticateKey(key)).toBeNull();
    expect(await running.authenticateKey(key)).not.toBeNull();
  });

  test('notes when it was last used, at most once a minute', async () => {
    const { key, number } = await newKey('使用');
    const keys = openServiceKeys(db);
    const lastUsed = async () =>
      (await listServiceKeys(db.pool)).find((k) => k.number === number)?.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await keys.authenticateKey(key);
    const first = await lastUsed();
    expect(first).toBeInstanceOf(Date);
    await keys.authenticateKey(key);
    expect(await lastUsed()).toEqual(first);
  });

  test.each(['', 'lz_', 'x'.repeat(46), `lz_${'A'.repeat(43)}`, `lz_${'A'.repeat(42)}'`])(
    'that nobody made opens nothing: %j',
    async (secret) => {
      expect(await openServiceKeys(db).authenticateKey(secret)).toBeNull();
    },
  );

  test('belongs to a unit that exists', async () => {
    const made = await db.inTransaction(machine, (tx) =>
      createServiceKey(tx, { unitCode: 'nope', source: 'x', allow: ['signals:write'] }),
    );
    expect(made).toMatchObject({ code: 'UNKNOWN_UNIT' });
    const revoked = await db.inTransaction(machine, (tx) => revokeServiceKey(tx, '999999'));
    expect(revoked).toMatchObject({ code: 'NOT_FOUND' });
  });
});
