import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseBefore } from '../../testing/database.ts';
import { type Db, machine, migrate, openDb } from '../db/index.ts';
import { openServiceKeys } from './authenticate-key.ts';
import { fetchServiceKey } from './key-approvals.ts';
import { hashOfKey, listServiceKeys, newSecret } from './service-keys.ts';

/** Keys as a release before migration 0024 left them: one person made them, on the page or on the machine. */
const byTwo = 24;
const database = await databaseBefore(byTwo);
const maker = '01a20089-0000-7000-8000-000000000001';
const secrets = {
  machine: newSecret(),
  page: newSecret(),
  revoked: newSecret(),
  over: newSecret(),
  stranger: newSecret(),
};
let db: Db;

beforeAll(async () => {
  const old = new pg.Client(database.app);
  await old.connect();
  await old.query("INSERT INTO place (code, name, level) VALUES ('33', '浙江省', 1)");
  await old.query(
    "INSERT INTO unit (code, name, kind, place_code) VALUES ('OP', '运营商', 'operator', '33')",
  );
  await old.query(
    `INSERT INTO person (id, name, username, unit_id, roles, password_hash)
     SELECT $1, '系统管理员', 'admin', id, '{system_admin}', '-' FROM unit`,
    [maker],
  );
  const insert = (secret: string, source: string, more: Record<string, unknown> = {}) => {
    const row = { source, allow: ['signals:write', 'signals:explain'], key_hash: hashOfKey(secret), ...more };
    const names = Object.keys(row);
    return old.query(
      `INSERT INTO service_key (unit_id, ${names}) SELECT id, ${names.map((_, n) => `$${n + 1}`)} FROM unit`,
      Object.values(row),
    );
  };
  await insert(secrets.machine, '短信');
  await insert(secrets.page, '通话', {
    created_by: maker,
    allow: ['signals:write'],
    allow_from: ['10.1.2.0/24'],
    expires_at: new Date(Date.now() + 86_400_000),
  });
  await insert(secrets.revoked, '停用', { created_by: maker, revoked_at: new Date(), revoked_by: maker });
  await insert(secrets.over, '到期', { expires_at: new Date(Date.now() - 1000) });
  await old.end();
  expect((await migrate(database.migrator))[0]).toBe(byTwo);
  db = openDb(database.app);
}, 60_000);
afterAll(() => db?.close());

const opens = (secret: string, address = '10.1.2.3') => openServiceKeys(db).authenticateKey(secret, address);

describe('service keys of a release in which one person made them', () => {
  test('work after the upgrade for the same source with the same rights, number and addresses', async () => {
    expect(await opens(secrets.machine)).toMatchObject({
      number: 1,
      placeCode: '33',
      source: '短信',
      allow: ['signals:write', 'signals:explain'],
    });
    expect(await opens(secrets.page)).toMatchObject({ number: 2, source: '通话', allow: ['signals:write'] });
    expect(await opens(secrets.page, '10.9.9.9')).toBeNull();
  });

  test('stay ended when they were revoked or over, and no other opens anything', async () => {
    for (const secret of [secrets.revoked, secrets.over, secrets.stranger])
      expect(await opens(secret)).toBeNull();
    const states = (await listServiceKeys(db.pool)).map(({ source, state }) => [source, state]);
    expect(Object.fromEntries(states)).toEqual({
      短信: 'live',
      通话: 'live',
      停用: 'revoked',
      到期: 'expired',
    });
  });

  test('of the page are marked as made by one, those of the machine are not', async () => {
    const { rows } = await db.pool.query('SELECT source, by_one FROM service_key ORDER BY number');
    expect(rows.map((row) => [row.source, row.by_one])).toEqual([
      ['短信', false],
      ['通话', true],
      ['停用', true],
      ['到期', false],
    ]);
  });

  test('give no second secret, neither to who made them nor to a program', async () => {
    for (const { id, source } of await listServiceKeys(db.pool)) {
      const fetched = await db.inTransaction(machine, (tx) => fetchServiceKey(tx, id, maker));
      expect([source, fetched]).toEqual([
        source,
        expect.objectContaining({ code: expect.stringMatching(/^NOT_/) }),
      ]);
      await expect(
        db.pool.query('UPDATE service_key SET key_hash = $2 WHERE id = $1', [
          id,
          hashOfKey(secrets.stranger),
        ]),
      ).rejects.toMatchObject({ code: '42501' });
    }
  });
});
