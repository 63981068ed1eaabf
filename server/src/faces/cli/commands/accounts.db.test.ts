import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { machine } from '../../../ground/db/index.ts';
import { enrolFactor } from '../../../ground/session/index.ts';
import { openKeyFile, openVault } from '../../../ground/vault/index.ts';
import { testDatabase } from '../../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../testing.ts';
import { lanzha } from '../testing.ts';

const database = await testDatabase();
const { host, port, user, password } = inject('postgres').superuser;
const name = database.app.database ?? '';
const url = `postgres://${user}:${encodeURIComponent(password)}@/${name}?host=${encodeURIComponent(host)}&port=${port}`;
const folder = await mkdtemp(join(tmpdir(), 'lanzha-accounts-'));
const keyFile = join(folder, 'vault.key');
const run = (act: string, username: string, reason = '手机和恢复码都丢了,电话 13800001234') =>
  lanzha(['accounts', act, username, '--reason', reason, '--data', folder, '--database-url', url]);

let app: TestApp;
const ids: Record<string, string> = {};
beforeAll(async () => {
  app = await startTestApp(database, {}, { LANZHA_KEY_FILE: keyFile });
  const { centre } = await furnish(app.db);
  for (const [username, role] of [
    ['admin', 'system_admin'],
    ['security', 'security_admin'],
    ['leader', 'leader'],
    ['officer', 'duty_officer'],
  ] as const) {
    ids[username] = await addAccount(app.db, { username, unit: centre, roles: [role] });
    expect((await new Browser(app).signIn(username)).status).toBe(200);
  }
  const vault = openVault(await openKeyFile(keyFile, false));
  for (const username of ['admin', 'officer'])
    await app.db.inTransaction(machine, (tx) => enrolFactor(tx, vault, ids[username]!));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const recordsOf = async (event: string, username: string) =>
  (
    await app.db.pool.query<{ actor: string | null; detail: object }>(
      'SELECT actor, detail FROM audit_record WHERE event = $1 AND target = $2',
      [event, ids[username]],
    )
  ).rows;

describe('a second factor that every administrator has lost', () => {
  test('is reset on the machine: the password opens again, and a new one must be enrolled at once', async () => {
    expect((await new Browser(app).signIn('admin')).status).not.toBe(200);
    const { code, results, said } = await run('reset-factor', 'admin');
    expect(code, said).toBe(0);
    expect(results).toMatchObject([{ username: 'admin', factorReset: true, sessionsEnded: 1 }]);
    const admin = new Browser(app);
    expect(await admin.signIn('admin')).toMatchObject({
      status: 200,
      body: { secondFactor: { enrolled: false, mustEnrol: true } },
    });
    expect((await admin.get('/directory/people')).status).toBe(403);
    expect(await recordsOf('second_factor.reset', 'admin')).toEqual([
      {
        actor: null,
        detail: { console: true, reason: '手机和恢复码都丢了,电话 138****1234', sessionsEnded: 1 },
      },
    ]);
  });

  test.each([
    ['admin', '没有启用动态码'],
    ['officer', '请由管理员在“单位人员”里重置'],
    ['nobody', '没有用户名为 nobody 的有效账户'],
  ])('of %s is not: %s', async (username, sentence) => {
    const { code, results, said } = await run('reset-factor', username);
    expect([code, results]).toEqual([1, []]);
    expect(said).toContain(sentence);
    expect((await run('reset-factor', username, ' ')).said).toContain('原因(--reason)');
  });
});

describe('an account that the page keeps', () => {
  test('is disabled on the machine, on record; the last system administrator stays there too', async () => {
    const leader = new Browser(app);
    await leader.signIn('leader');
    const { code, results, said } = await run('disable', 'leader', '调离');
    expect(code, said).toBe(0);
    expect(results).toMatchObject([{ username: 'leader', disabled: true }]);
    expect((await leader.get('/session')).status).toBe(401);
    expect(await recordsOf('person.disabled', 'leader')).toMatchObject([
      { actor: null, detail: { console: true, reason: '调离' } },
    ]);
    expect((await run('disable', 'leader', '调离')).said).toContain('没有用户名为 leader 的有效账户');
    expect((await run('disable', 'admin', '调离')).said).toContain('最后一个系统管理员');
  });
});
