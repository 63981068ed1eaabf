import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { databaseBefore } from '../../testing/database.ts';
import { machine, migrate, openDb } from '../db/index.ts';
import { masterKeysFrom, openVault } from '../vault/index.ts';
import { findApproval } from './rows.ts';
import { readWords, sealOldWords } from './words.ts';

const once = 26;
const database = await databaseBefore(once);
const db = openDb(database.app);
const vault = openVault(masterKeysFrom(Buffer.alloc(64, 7)));
const many = 450; // more than two steps of the job
afterAll(() => db.close());

/** Requests as the release before left them: reason and note in clear, and once more in the history. */
beforeAll(async () => {
  const old = new pg.Client(database.app);
  await old.connect();
  await old.query("INSERT INTO place (code, name, level) VALUES ('33', '浙江省', 1)");
  await old.query("INSERT INTO unit (code, name, kind, place_code) VALUES ('C', '中心', 'center', '33')");
  await old.query(
    `INSERT INTO person (name, username, unit_id, roles, password_hash)
     SELECT n, n, id, '{security_admin}', '-' FROM unit, unnest(ARRAY['asks', 'decides']) AS n`,
  );
  await old.query(
    `INSERT INTO approval (kind, target, payload, why, requested_by, requested_at, expires_at, state, decided_by, decided_at, note, version)
     SELECT 'params.change', 'p' || i, '{"kind":"params.change"}', '找欧阳震华13987654321核实 ' || i, a.id, now(), now() + interval '1 d',
       CASE WHEN i % 3 = 0 THEN 'pending' ELSE 'refused' END, CASE WHEN i % 3 > 0 THEN d.id END,
       CASE WHEN i % 3 > 0 THEN now() END, CASE WHEN i % 3 = 1 THEN '已问过欧阳震华' END, 2
     FROM generate_series(1, ${many}) AS i, person a, person d WHERE a.name = 'asks' AND d.name = 'decides'`,
  );
  await old.query(
    `INSERT INTO approval_history (approval_id, version, act, actor_id, note)
     SELECT id, 1, 'request', requested_by, why FROM approval`,
  );
  await old.end();
  expect((await migrate(database.migrator))[0]).toBe(once);
}, 60_000);

const inClear = async () =>
  (
    await db.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM (SELECT a::text AS row FROM approval a UNION ALL SELECT h::text FROM approval_history h) r
       WHERE row ~ '欧阳震华|13987654321'`,
    )
  ).rows[0]?.n;

test('words of an earlier release are sealed step by step, and say the same as before', async () => {
  expect(await inClear()).toBe(many); // the history holds them no more
  const { rows } = await db.pool.query<{ id: string; why: string; note: string | null }>(
    'SELECT id, why, note FROM approval ORDER BY id LIMIT 3',
  );
  await sealOldWords(db, vault, new AbortController().signal);
  expect(await inClear()).toBe(0);
  for (const { id, why, note } of rows) {
    const row = await db.inTransaction(machine, (tx) => findApproval(tx, id));
    const read = (part: 'why' | 'note', sealed: unknown) =>
      db.inTransaction(machine, (tx) => readWords(tx, vault, id, part, { clear: null, sealed }));
    expect([await read('why', row?.whySealed), await read('note', row?.noteSealed)]).toEqual([
      why.replace('13987654321', '139****4321'),
      note,
    ]);
  }
});

test('what is sealed already is left alone', async () => {
  const sealed = () => db.pool.query('SELECT id, why_sealed, note_sealed, version FROM approval ORDER BY id');
  const { rows: before } = await sealed();
  await sealOldWords(db, vault, new AbortController().signal);
  expect((await sealed()).rows).toEqual(before);
});
