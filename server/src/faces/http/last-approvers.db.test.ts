import type { Approval, Me, Person, Role } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agree, findWaiting } from '../../ground/approvals/testing.ts';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
let units: Awaited<ReturnType<typeof furnish>>;
let ids: Record<string, string>;
const tab = () => new Browser({ url: '' });
const [admin, security, second, leader] = [tab(), tab(), tab(), tab()];

beforeAll(async () => {
  app = await startTestApp(database);
  units = await furnish(app.db);
  ids = {};
  for (const [browser, username, role] of [
    [admin, 'admin', 'system_admin'],
    [security, 'security', 'security_admin'],
    [second, 'second', 'security_admin'],
    [leader, 'leader', 'leader'],
  ] as const) {
    ids[username] = await addAccount(app.db, { username, unit: units.centre, roles: [role] });
    Object.assign(browser, { url: app.url });
    await browser.signIn(username);
  }
});
afterAll(() => app.close());

const me = async (username: string): Promise<Me> => (await new Browser(app).signIn(username)).body;
const rights = (by: Browser, id: string, wanted: { roles: Role[]; unit: string }) =>
  by.post<Person>(`/directory/people/${id}/rights`, { why: '岗位调整', ...wanted });
const decide = (by: Browser, act: string, { id, version }: Approval) =>
  by.post<Approval>(`/approvals/${id}/${act}`, { version });
const disabledSince = (ago: string, ...usernames: string[]) =>
  app.db.pool.query('UPDATE person SET disabled_at = now() - $1::interval WHERE username = ANY ($2)', [
    ago,
    usernames,
  ]);

describe('those who may agree', () => {
  const stop = (username: string) =>
    admin.post<Person>(`/directory/people/${ids[username]}/disable`, { disabled: true, why: '离岗' });

  test('are not sent away by one person once fewer than two would be left', async () => {
    for (const username of ['security', 'second']) {
      const asked = await stop(username);
      expect(asked).toMatchObject({
        status: 200,
        body: { disabledAt: null, pending: { kind: 'rights.disable' } },
      });
    }
    const own = await findWaiting(admin, 'second', 'mine');
    expect(own.offers).toEqual(['withdraw']);
    expect(await decide(second, 'approve', await findWaiting(second, 'second', 'others'))).toMatchObject({
      body: { code: 'OWN_REQUEST' },
    });
    expect((await agree(leader, 'second')).state).toBe('approved');
    expect((await second.get('/session')).status).toBe(401);
    await decide(admin, 'withdraw', await findWaiting(admin, 'security', 'mine'));
    await app.db.pool.query("UPDATE person SET disabled_at = NULL WHERE username = 'second'");
    await second.signIn('second');
  });

  test('are sent away at once while enough others are left, who have signed in and are other human beings', async () => {
    const extra = new Browser(app);
    ids.extra = await addAccount(app.db, {
      username: 'extra',
      unit: units.centre,
      roles: ['security_admin'],
    });
    expect((await stop('second')).body).toMatchObject({
      disabledAt: null,
      pending: { kind: 'rights.disable' },
    });
    await decide(admin, 'withdraw', await findWaiting(admin, 'second', 'mine'));
    await extra.signIn('extra');
    await app.db.pool.query("UPDATE person SET staff_no = '330001' WHERE username IN ('security', 'extra')");
    expect((await stop('second')).body.pending).toMatchObject({ kind: 'rights.disable' });
    await decide(admin, 'withdraw', await findWaiting(admin, 'second', 'mine'));
    await app.db.pool.query('UPDATE person SET staff_no = NULL');
    expect((await stop('second')).body).toMatchObject({ disabledAt: expect.any(String), pending: null });
    await app.db.pool.query("UPDATE person SET disabled_at = NULL WHERE username = 'second'");
    await app.db.pool.query(
      "UPDATE person SET disabled_at = now() - interval '30 days' WHERE username = 'extra'",
    );
    await second.signIn('second');
  });

  test('never become fewer than two through the page, whoever asks and whoever agrees', async () => {
    await disabledSince('30 days', 'second');
    const refused = { status: 422, body: { code: 'LAST_APPROVERS' } };
    for (const username of ['security', 'leader']) expect(await stop(username)).toMatchObject(refused);
    const wanted = { roles: ['analyst'] as Role[], unit: units.centre };
    expect(await rights(security, ids.leader!, wanted)).toMatchObject(refused);
    for (const username of ['security', 'leader'])
      expect(await me(username)).toMatchObject({ mustChangePassword: false });
    await app.db.pool.query("UPDATE person SET disabled_at = NULL WHERE username = 'second'");
    await second.signIn('second');
  });

  test('are counted again when somebody agrees', async () => {
    const stale = { status: 409, body: { code: 'STALE', data: { why: 'last_approvers' } } };
    await rights(admin, ids.second!, { roles: ['analyst'], unit: units.centre });
    const change = await findWaiting(security, 'second');
    await disabledSince('1 minute', 'leader');
    expect(await decide(security, 'approve', change)).toMatchObject(stale);
    await decide(admin, 'withdraw', change);
    await app.db.pool.query("UPDATE person SET disabled_at = NULL WHERE username = 'leader'");
    await leader.signIn('leader');

    await stop('security');
    const leaving = await findWaiting(leader, 'security');
    await disabledSince('1 minute', 'second');
    expect(await decide(leader, 'approve', leaving)).toMatchObject(stale);
    await decide(admin, 'withdraw', leaving);
    await app.db.pool.query("UPDATE person SET disabled_at = NULL WHERE username = 'second'");
    await second.signIn('second');
  });

  test('leave at once when nobody ever counted on them', async () => {
    const typo = await addAccount(app.db, { username: 'typo', unit: units.centre, roles: ['leader'] });
    const gone = { disabled: true, why: '开错账户' };
    const { body } = await admin.post<Person>(`/directory/people/${typo}/disable`, gone);
    expect(body.disabledAt).not.toBeNull();
  });
});
