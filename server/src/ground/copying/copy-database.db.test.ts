import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, furnish } from '../../faces/testing.ts';
import { testDatabase } from '../../testing/database.ts';
import { type ConnectionConfig, machine, migrate, openDb } from '../db/index.ts';
import { addJob, installJobs } from '../jobs/index.ts';
import { type OwnedPostgres, startPostgres } from '../postgres/index.ts';
import { copyDatabase } from './index.ts';

const source = await testDatabase();
const db = openDb(source.app);
const folder = mkdtempSync(join(tmpdir(), 'lanzha-copy-'));
let second: OwnedPostgres;

beforeAll(async () => {
  second = await startPostgres({ dataDir: join(folder, 'data'), unsafeForTests: true });
  await installJobs(source.migrator);
  await db.inTransaction(machine, (tx) => tx.query("INSERT INTO installation (kind) VALUES ('real')"));
  const units = await furnish(db);
  await addAccount(db, { username: 'officer', unit: units.centre, roles: ['duty_officer'] });
  await db.inTransaction(machine, async (tx) => {
    for (let at = 0; at < 30; at++) {
      await tx.query('INSERT INTO vault_key (purpose, slice, wrapped) VALUES ($1, $2, $3)', [
        'odd \\ \t \n "值"',
        String(at),
        randomBytes(40),
      ]);
    }
    await tx.query(
      `INSERT INTO audit_record (event, ok, detail) SELECT 'test.made', true, jsonb_build_object('text', repeat('长', 500), 'n', n) FROM generate_series(1, 20000) n`,
    );
    await addJob(
      tx,
      'notify.deliver',
      { a: [1, '二'] },
      { key: 'once', runAt: new Date('2030-01-01T00:00:00Z') },
    );
  });
});
afterAll(async () => {
  await db.close();
  await second.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** An empty database of the second cluster. */
async function emptyDatabase(): Promise<ConnectionConfig> {
  const name = `copy_${randomBytes(4).toString('hex')}`;
  const client = new pg.Client(second.urls.superuser);
  await client.connect();
  await client.query(`CREATE DATABASE ${name} OWNER ${second.urls.migrator.user}`);
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${second.urls.app.user}`);
  await client.end();
  return { ...second.urls.migrator, database: name };
}

const ask = async <T>(config: ConnectionConfig, sql: string): Promise<T[]> => {
  const client = new pg.Client(config);
  await client.connect();
  const { rows } = await client.query<Record<string, T>>(sql);
  await client.end();
  return rows.map((row) => Object.values(row)[0]!);
};

describe('a copy between two clusters', () => {
  test('holds every row, goes on counting where the source stood, and is of the same release', async () => {
    const to = await emptyDatabase();
    const copied = await copyDatabase({ from: source.migrator, to });
    expect(copied.rows).toBeGreaterThan(20_000);
    expect(copied.jobs).toBe(1);
    for (const sql of [
      'SELECT md5(string_agg(r::text, $$|$$ ORDER BY id)) FROM audit_record r',
      'SELECT md5(string_agg(k::text, $$|$$ ORDER BY id)) FROM vault_key k',
      'SELECT md5(string_agg(p::text, $$|$$ ORDER BY id)) FROM person p',
      'SELECT md5(string_agg(p::text, $$|$$ ORDER BY id)) FROM rule_param p',
      'SELECT string_agg(conname, $$,$$ ORDER BY conname) FROM pg_constraint WHERE contype = $$f$$ AND connamespace = $$public$$::regnamespace',
      'SELECT max(version) FROM schema_migration',
      `SELECT payload::text || run_at::text || key FROM graphile_worker._private_jobs`,
    ])
      expect([sql, await ask(to, sql)]).toEqual([sql, await ask(source.migrator, sql)]);
    const [last] = await ask<number>(source.migrator, 'SELECT max(id) FROM audit_record');
    const [next] = await ask<number>(
      { ...second.urls.app, database: to.database! },
      "INSERT INTO audit_record (event, ok) VALUES ('test.after', true) RETURNING id",
    );
    expect(next).toBeGreaterThan(last!);
    expect(await migrate(to)).toEqual([]);
  }, 60_000);

  test('never writes over data, ours or somebody else’s', async () => {
    const filled = await emptyDatabase();
    await copyDatabase({ from: source.migrator, to: filled });
    await expect(copyDatabase({ from: source.migrator, to: filled })).rejects.toThrow('不会覆盖');
    const strange = await emptyDatabase();
    await ask(strange, 'CREATE TABLE somebodys (id int)');
    await expect(copyDatabase({ from: source.migrator, to: strange })).rejects.toThrow('somebodys');
    expect(await ask(strange, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).toEqual([
      'somebodys',
    ]);
  }, 60_000);

  test('that is cut off leaves nothing, and is begun again', async () => {
    const to = await emptyDatabase();
    const cut = copyDatabase({
      from: source.migrator,
      to,
      progress: (table) => {
        if (table !== 'public.audit_record') return;
        void ask(
          second.urls.superuser,
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${to.database}'`,
        );
      },
    });
    await expect(cut).rejects.toThrow();
    expect(await ask(to, 'SELECT count(*) FROM audit_record')).toEqual([0]);
    expect((await copyDatabase({ from: source.migrator, to })).rows).toBeGreaterThan(20_000);
  }, 60_000);

  test('of an empty database, or of one that a later release made, is refused', async () => {
    const nothing = await emptyDatabase();
    await expect(copyDatabase({ from: nothing, to: await emptyDatabase() })).rejects.toThrow(
      '没有拦诈的数据',
    );
    const later = await emptyDatabase();
    await copyDatabase({ from: source.migrator, to: later });
    await ask(
      later,
      "INSERT INTO schema_migration (version, name, digest) VALUES (9999, '9999-later.sql', '') RETURNING 1",
    );
    await expect(copyDatabase({ from: later, to: await emptyDatabase() })).rejects.toThrow('比本程序新');
  }, 60_000);

  test('a row that does not fit together is found: the key that was taken away comes back and checks', async () => {
    const broken = await emptyDatabase();
    await copyDatabase({ from: source.migrator, to: broken });
    await ask(broken, 'ALTER TABLE person DROP CONSTRAINT person_unit_id_fkey');
    await ask(broken, 'UPDATE person SET unit_id = gen_random_uuid() RETURNING 1');
    const to = await emptyDatabase();
    await expect(copyDatabase({ from: broken, to })).rejects.toThrow('person_unit_id_fkey');
    expect(await ask(to, 'SELECT count(*) FROM person')).toEqual([0]);
  }, 60_000);
});
