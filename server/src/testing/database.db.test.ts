import pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { ConnectionConfig } from '../ground/db/index.ts';
import { testDatabase } from './database.ts';

const mine = await testDatabase();
const other = await testDatabase();

async function ask<T>(config: ConnectionConfig, sql: string): Promise<T[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows.map(([value]: T[]) => value as T);
  } finally {
    await client.end();
  }
}

test('a clone carries every migration', async () => {
  const versions = await ask<number>(mine.migrator, 'SELECT version FROM schema_migration ORDER BY version');
  expect(versions).toEqual(versions.map((_, index) => index + 1));
  expect(versions.length).toBeGreaterThan(0);
});

test('what one file writes, another file does not see', async () => {
  await ask(mine.migrator, "INSERT INTO place (code, name, level) VALUES ('99', 'A', 1)");
  expect(await ask(mine.migrator, "SELECT name FROM place WHERE code = '99'")).toEqual(['A']);
  expect(await ask(other.migrator, "SELECT name FROM place WHERE code = '99'")).toEqual([]);
});

describe('each role is the role of the product', () => {
  test.each([
    ['migrator', 'lanzha_migrator'],
    ['app', 'lanzha_app'],
    ['reader', 'lanzha_reader'],
  ] as const)('%s', async (key, user) => {
    expect(await ask(mine[key], 'SELECT current_user::text')).toEqual([user]);
  });

  test('the application may not make tables, the reader not even temporary ones', async () => {
    await expect(ask(mine.app, 'CREATE TABLE extra ()')).rejects.toThrow('permission denied');
    await expect(ask(mine.reader, 'CREATE TEMP TABLE extra ()')).rejects.toThrow(
      /permission denied|read-only/,
    );
  });
});
