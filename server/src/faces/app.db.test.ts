import { describe, expect, test } from 'vitest';
import { openDb } from '../ground/db/index.ts';
import { testDatabase } from '../testing/database.ts';
import { Browser, startTestApp } from './testing.ts';

describe('a database', () => {
  test('that is real refuses a drill, and stays real', async () => {
    const database = await testDatabase();
    await (await startTestApp(database)).close();
    await expect(startTestApp(database, { drill: true })).rejects.toThrow('正式库');
    const again = await startTestApp(database);
    expect((await new Browser(again).get('/setup')).body).toMatchObject({ kind: 'real' });
    await again.close();
  });

  test('that is a drill refuses real use', async () => {
    const database = await testDatabase();
    await (await startTestApp(database, { drill: true })).close();
    await expect(startTestApp(database)).rejects.toThrow('演练库');
  });

  test('cannot be turned from the one into the other by the application', async () => {
    const database = await testDatabase();
    const app = await startTestApp(database);
    await expect(app.db.pool.query("UPDATE installation SET kind = 'drill'")).rejects.toThrow(
      'permission denied',
    );
    await expect(app.db.pool.query('DELETE FROM installation')).rejects.toThrow('permission denied');
    await app.close();
  });

  test('whose sealed data lost their key file is not served', async () => {
    const database = await testDatabase();
    const app = await startTestApp(database);
    await app.db.pool.query(
      "INSERT INTO vault_key (purpose, slice, wrapped) VALUES ('x', '2026-01-01', '\\x00')",
    );
    await app.close();
    await expect(startTestApp(database)).rejects.toThrow('找不到密钥文件');
  });
});

describe('a running server', () => {
  test('is ready, and says so until it stops', async () => {
    const app = await startTestApp(await testDatabase());
    for (const path of ['/healthz', '/readyz']) expect((await fetch(app.url + path)).status).toBe(200);
    await app.close();
    await expect(fetch(`${app.url}/healthz`)).rejects.toThrow();
  });

  test('is not ready without its database, and is ready again with it', async () => {
    const database = await testDatabase();
    const app = await startTestApp(database);
    const owner = openDb(database.migrator, { max: 1 });
    await owner.pool.query('ALTER TABLE installation RENAME TO hidden');
    const unready = await fetch(`${app.url}/readyz`);
    expect(unready.status).toBe(503);
    expect(await unready.json()).toEqual({ status: 'unready', reason: 'database' });
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    await owner.pool.query('ALTER TABLE hidden RENAME TO installation');
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    await owner.close();
    await app.close();
  });

  test('two on one database share it: the second does not migrate again', async () => {
    const database = await testDatabase();
    const [a, b] = await Promise.all([startTestApp(database), startTestApp(database)]);
    for (const app of [a, b]) expect((await new Browser(app).get('/setup')).status).toBe(200);
    await Promise.all([a.close(), b.close()]);
  });

  test('finishes a request in flight when it is asked to stop', async () => {
    const app = await startTestApp(await testDatabase());
    const slow = new Browser(app).post('/session', { username: 'nobody', password: 'x' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    const [reply] = await Promise.all([slow, app.close()]);
    expect(reply.status).toBe(401);
  });

  test('that cannot listen lets go of everything', async () => {
    const first = await startTestApp(await testDatabase());
    const port = new URL(first.url).port;
    await expect(startTestApp(await testDatabase(), { port })).rejects.toThrow('EADDRINUSE');
    await first.close();
  });
});
