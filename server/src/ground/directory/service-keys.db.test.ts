import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { machine, openDb } from '../db/index.ts';
import { isRefusal } from '../refusal/index.ts';
import { openServiceKeys } from './authenticate-key.ts';
import { createServiceKey, listServiceKeys, type NewServiceKey, revokeServiceKey } from './service-keys.ts';

const database = await testDatabase();
const db = openDb(database.app);
beforeAll(async () => {
  await db.pool.query("INSERT INTO place (code, name, level) VALUES ('33', '浙江省', 1)");
  await db.pool.query(
    "INSERT INTO unit (code, name, kind, place_code) VALUES ('OP', '运营商', 'operator', '33')",
  );
});
afterAll(() => db.close());

async function newKey(source: string, more: Partial<NewServiceKey> = {}) {
  const made = await db.inTransaction(machine, (tx) =>
    createServiceKey(tx, { unitCode: 'OP', source, allow: ['signals:write', 'signals:write'], ...more }),
  );
  if (isRefusal(made)) throw new Error(made.code);
  return made;
}

describe('a service key', () => {
  test('speaks for its unit and source with its rights', async () => {
    const { secret: key, number } = await newKey('短信');
    expect(await openServiceKeys(db).authenticateKey(key, '10.1.2.3')).toMatchObject({
      number,
      placeCode: '33',
      source: '短信',
      allow: ['signals:write'],
    });
  });

  test('is stored as its hash only', async () => {
    const { secret: key } = await newKey('秘密');
    const { rows } = await db.pool.query('SELECT k::text AS row FROM service_key k');
    expect(JSON.stringify(rows)).not.toContain(key.slice(3));
    expect(JSON.stringify(await listServiceKeys(db.pool))).not.toContain(key.slice(3));
  });

  test('no longer works once it is revoked, on a running server after seconds', async () => {
    const { secret: key, number } = await newKey('停用');
    const running = openServiceKeys(db);
    expect(await running.authenticateKey(key, '10.1.2.3')).not.toBeNull();
    await db.inTransaction(machine, (tx) => revokeServiceKey(tx, String(number), { reason: '换系统' }));
    expect(await openServiceKeys(db).authenticateKey(key, '10.1.2.3')).toBeNull();
    expect(await running.authenticateKey(key, '10.1.2.3')).not.toBeNull();
    running.forget();
    expect(await running.authenticateKey(key, '10.1.2.3')).toBeNull();
    const again = await db.inTransaction(machine, (tx) => revokeServiceKey(tx, String(number)));
    expect(again).toMatchObject({ code: 'ALREADY_REVOKED' });
    const listed = (await listServiceKeys(db.pool)).find((one) => one.number === number);
    expect(listed).toMatchObject({ state: 'revoked', revokedReason: '换系统' });
  });

  test('notes when and from where it was last used, at most once a minute, beside the request', async () => {
    const { secret: key, number } = await newKey('使用');
    const keys = openServiceKeys(db);
    const lastUse = async () => {
      const row = (await listServiceKeys(db.pool)).find((k) => k.number === number);
      return [row?.lastUsedAt, row?.lastUsedFrom];
    };
    expect(await lastUse()).toEqual([null, null]);
    await keys.authenticateKey(key, '10.1.2.3');
    await vi.waitFor(async () => expect(await lastUse()).toEqual([expect.any(String), '10.1.2.3']), 10_000);
    const first = await lastUse();
    await keys.authenticateKey(key, '10.1.2.4');
    await sleep(100);
    expect(await lastUse()).toEqual(first);
  });

  test('asks the database once for many requests', async () => {
    const { secret: key } = await newKey('多次');
    let queries = 0;
    const query: typeof db.pool.query = (...args: unknown[]) => {
      queries += 1;
      return Reflect.apply(db.pool.query, db.pool, args) as never;
    };
    const keys = openServiceKeys({ ...db, pool: Object.assign(Object.create(db.pool), { query }) });
    for (let i = 0; i < 200; i++) expect(await keys.authenticateKey(key, '10.1.2.3')).not.toBeNull();
    expect(queries).toBe(2); // who it is, and that it was used
  });

  test('ends by itself, also one that was looked up before', async () => {
    const ends = await newKey('到期', { expiresAt: new Date(Date.now() + 400) });
    const keys = openServiceKeys(db);
    expect(await keys.authenticateKey(ends.secret, '10.1.2.3')).not.toBeNull();
    await sleep(450);
    expect(await keys.authenticateKey(ends.secret, '10.1.2.3')).toBeNull();
    expect((await listServiceKeys(db.pool)).find(({ id }) => id === ends.id)?.state).toBe('expired');
  });

  test('works from the named addresses only; a try from elsewhere is kept as a record', async () => {
    const made = await newKey('网段', { allowFrom: ['10.1.2.9/24', '2001:db8::1'] });
    expect(made.allowFrom).toEqual(['10.1.2.0/24', '2001:db8::1/128']);
    const keys = openServiceKeys(db);
    const may = async (address: string) => (await keys.authenticateKey(made.secret, address)) !== null;
    expect(await may('10.1.2.77')).toBe(true);
    expect(await may('::ffff:10.1.2.77')).toBe(true);
    expect(await may('2001:db8::1')).toBe(true);
    for (const elsewhere of ['10.1.3.1', '2001:db8::2', 'nonsense', ''])
      expect(await may(elsewhere)).toBe(false);
    await vi.waitFor(async () => {
      const { rows } = await db.pool.query(
        "SELECT ok, detail FROM audit_record WHERE event = 'key.refused' AND target = $1",
        [made.id],
      );
      expect(rows).toEqual([{ ok: false, detail: { reason: 'address', ip: '10.1.3.1' } }]);
    }, 10_000);
  });

  test('is not made with an end in the past or with an address nobody can read', async () => {
    const make = (more: Partial<NewServiceKey>) =>
      db.inTransaction(machine, (tx) =>
        createServiceKey(tx, { unitCode: 'OP', source: 'x', allow: ['signals:write'], ...more }),
      );
    expect(await make({ expiresAt: new Date(Date.now() - 1) })).toMatchObject({ code: 'ALREADY_EXPIRED' });
    expect(await make({ allowFrom: ['10.1.2.0/24', '10.1.2'] })).toMatchObject({
      code: 'BAD_RANGE',
      data: { range: '10.1.2' },
    });
  });

  test.each(['', 'lz_', 'x'.repeat(46), `lz_${'A'.repeat(43)}`, `lz_${'A'.repeat(42)}'`])(
    'that nobody made opens nothing: %j',
    async (secret) => {
      expect(await openServiceKeys(db).authenticateKey(secret, '10.1.2.3')).toBeNull();
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
