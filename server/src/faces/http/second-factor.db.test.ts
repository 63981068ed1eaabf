import { setTimeout as sleep } from 'node:timers/promises';
import type { Me } from '@lanzha/contract';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp, testPassword } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
let centre = '';
let counter = 0;
const admin = new Browser({ url: '' });
const security = new Browser({ url: '' });

beforeAll(async () => {
  app = await startTestApp(database, { behindProxy: true });
  ({ centre } = await furnish(app.db));
  for (const [tab, username, role] of [
    [admin, 'admin', 'system_admin'],
    [security, 'security', 'security_admin'],
  ] as const) {
    await addAccount(app.db, { username, unit: centre, roles: [role] });
    Object.assign(tab, { url: app.url });
    await tab.signIn(username);
  }
});
afterAll(() => app.close());

const sql = (text: string, values: unknown[] = []) => app.db.pool.query(text, values);

interface Person {
  tab: Browser;
  username: string;
  id: string;
}
async function newPerson(): Promise<Person> {
  counter += 1;
  const username = `person${counter}`;
  const id = await addAccount(app.db, { username, unit: centre, roles: ['duty_officer'] });
  const tab = browser();
  await tab.signIn(username);
  return { tab, username, id };
}
let tabs = 0;
function browser(): Browser {
  tabs += 1;
  return Object.assign(new Browser(app), { address: `10.1.${Math.floor(tabs / 250)}.${tabs % 250}` });
}

/** The code of a telephone whose clock is `steps` half minutes ahead: each code works once. */
function codeOf(secret: string, steps = 0): string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });
  return totp.generate({ timestamp: Date.now() + steps * 30_000 });
}

/** The code before the present one is taken for half a minute, unless the present one ends meanwhile. */
async function untilStepLasts(): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 5_000) await sleep(left + 50);
}

async function enrol({ tab }: Person): Promise<{ secret: string; recoveryCodes: string[] }> {
  await untilStepLasts();
  const begun = await tab.post<{ secret: string }>('/session/second-factor', {});
  const { secret } = begun.body;
  const reply = await tab.post<{ recoveryCodes: string[] }>('/session/second-factor/confirm', {
    password: testPassword,
    // The code before the present one, so that a test has two more without waiting.
    code: codeOf(secret, -1),
  });
  expect(reply.status).toBe(200);
  return { secret, recoveryCodes: reply.body.recoveryCodes };
}
const signIn = (username: string, more: object = {}, tab = browser()) =>
  tab.post<Me & { code?: string; data?: { used?: boolean } }>('/session', {
    username,
    password: testPassword,
    ...more,
  });
const auditOf = async (id: string) => {
  const { rows } = await sql(
    `SELECT event, ok, detail->>'reason' AS reason FROM audit_record WHERE actor = $1 ORDER BY audit_record.id`,
    [id],
  );
  return rows.map(({ event, reason }) => (reason === null ? event : `${event} ${reason}`));
};

const sealedWords = { keyId: expect.any(Number), sealed: expect.any(String) };

describe('enrolling', () => {
  test('needs the first code and the password, and answers ten recovery codes', async () => {
    const person = await newPerson();
    const begin = () => person.tab.post<{ secret: string; uri: string }>('/session/second-factor', {});
    const { secret, uri } = (await begin()).body;
    expect(uri).toContain(secret);
    expect((await begin()).body.secret).toBe(secret); // a page loaded again shows the same square
    const confirm = (password: string, code: string) =>
      person.tab.post<{ code: string; recoveryCodes: string[] }>('/session/second-factor/confirm', {
        password,
        code,
      });
    expect(await confirm('Wrong-one-1', codeOf(secret))).toMatchObject({
      status: 401,
      body: { code: 'WRONG_CREDENTIALS' },
    });
    expect(await confirm(testPassword, '000000')).toMatchObject({ body: { code: 'TOTP_WRONG' } });
    const { status, body } = await confirm(testPassword, codeOf(secret));
    expect(status).toBe(200);
    expect(new Set(body.recoveryCodes).size).toBe(10);
    for (const code of body.recoveryCodes) expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    const me = (await person.tab.get<Me>('/session')).body;
    expect(me.secondFactor).toEqual({
      enrolled: true,
      required: true,
      recoveryCodesLeft: 10,
      dueAt: null,
      mustEnrol: false,
    });
    expect(await begin()).toMatchObject({ status: 409, body: { code: 'ALREADY_ENROLLED' } });
    expect(await auditOf(person.id)).toEqual([
      'session.created',
      'second_factor.refused wrong_password',
      'second_factor.refused wrong_code',
      'second_factor.enrolled',
    ]);
  });

  test('ends the sessions that began without it', async () => {
    const person = await newPerson();
    const other = browser();
    await other.signIn(person.username);
    await enrol(person);
    expect((await other.get('/session')).status).toBe(401);
    expect((await person.tab.get('/session')).status).toBe(200);
  });

  test('keeps neither the secret nor a recovery code in the clear', async () => {
    const person = await newPerson();
    const { secret, recoveryCodes } = await enrol(person);
    const { rows } = await sql(
      `SELECT f::text AS row, secret FROM second_factor f UNION ALL SELECT r::text, NULL FROM recovery_code r`,
    );
    const bytes = rows.map((row) => `${row.row} ${row.secret?.toString('latin1') ?? ''}`).join('\n');
    for (const plain of [
      secret,
      ...recoveryCodes,
      ...recoveryCodes.map((code) => code.replaceAll('-', '')),
    ]) {
      expect(bytes).not.toContain(plain);
      expect(app.log.join('\n')).not.toContain(plain);
    }
    const { rows: keys } = await sql("SELECT slice FROM vault_key WHERE purpose LIKE 'signin%'");
    expect(keys).toEqual([{ slice: '9999-12-31' }]); // no day that is forgotten
  });

  test('comes after the change of a first password', async () => {
    await addAccount(app.db, {
      username: 'fresh',
      unit: centre,
      roles: ['duty_officer'],
      mustChangePassword: true,
    });
    const tab = browser();
    await tab.signIn('fresh');
    expect(await tab.post('/session/second-factor', {})).toMatchObject({
      status: 403,
      body: { data: { act: 'session.password' } },
    });
  });
});

describe('signing in with a second factor', () => {
  test('asks for the code only after the right password', async () => {
    const person = await newPerson();
    const { secret } = await enrol(person);
    expect(await signIn(person.username)).toMatchObject({ status: 401, body: { code: 'TOTP_REQUIRED' } });
    expect((await signIn(person.username)).headers.getSetCookie()).toEqual([]);
    const wrong = { password: 'Wrong-one-1', totp: codeOf(secret) };
    expect((await signIn(person.username, wrong)).body.code).toBe('WRONG_CREDENTIALS');
    expect((await signIn('nobody', { totp: '123456' })).body.code).toBe('WRONG_CREDENTIALS');
    expect((await signIn(person.username, { totp: codeOf(secret) })).status).toBe(200);
    expect(await auditOf(person.id)).toContain('session.code_asked');
  });

  test('takes each code once, also of two at once, and none before it', async () => {
    const person = await newPerson();
    const { secret } = await enrol(person);
    const totp = codeOf(secret, 1);
    const both = await Promise.all([signIn(person.username, { totp }), signIn(person.username, { totp })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    const replayed = await signIn(person.username, { totp });
    expect(replayed).toMatchObject({ status: 401, body: { code: 'TOTP_WRONG', data: { used: true } } });
    const earlier = await signIn(person.username, { totp: codeOf(secret, 0) });
    expect(earlier).toMatchObject({ status: 401, body: { code: 'TOTP_WRONG', data: { used: true } } });
  });

  test('of a telephone a minute off is refused', async () => {
    const person = await newPerson();
    const { secret } = await enrol(person);
    for (const steps of [-3, 3]) {
      const answer = await signIn(person.username, { totp: codeOf(secret, steps) });
      expect(answer).toMatchObject({ status: 401, body: { code: 'TOTP_WRONG', data: { used: false } } });
    }
  });

  test('counts wrong codes into the lock-out', async () => {
    const person = await newPerson();
    const { secret } = await enrol(person);
    const tab = browser();
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await signIn(person.username, { totp: `00000${i}` }, tab));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 423]);
    expect((await signIn(person.username, { totp: codeOf(secret) }, tab)).status).toBe(423);
  });

  test('takes each recovery code once, also of two at once', async () => {
    const person = await newPerson();
    const { recoveryCodes } = await enrol(person);
    const [first = '', second = ''] = recoveryCodes;
    const both = await Promise.all([
      signIn(person.username, { recoveryCode: first }),
      signIn(person.username, { recoveryCode: first.toLowerCase().replaceAll('-', ' ') }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await signIn(person.username, { recoveryCode: first })).body.code).toBe('TOTP_WRONG');
    const answer = await signIn(person.username, { recoveryCode: second });
    expect(answer).toMatchObject({ status: 200, body: { secondFactor: { recoveryCodesLeft: 8 } } });
  });

  test('takes no recovery code of somebody else', async () => {
    const [mine, theirs] = [await newPerson(), await newPerson()];
    await enrol(mine);
    const { recoveryCodes } = await enrol(theirs);
    const answer = await signIn(mine.username, { recoveryCode: recoveryCodes[0] });
    expect(answer.body.code).toBe('TOTP_WRONG');
  });
});

describe('an enrolled person', () => {
  test('gets new recovery codes for password and code; the old ones are void', async () => {
    const person = await newPerson();
    const { secret, recoveryCodes } = await enrol(person);
    const renew = (body: object) =>
      person.tab.post<{ recoveryCodes: string[] }>('/session/second-factor/recovery-codes', body);
    expect((await renew({ password: testPassword, code: '' })).status).toBe(401);
    const { status, body } = await renew({ password: testPassword, code: codeOf(secret) });
    expect(status).toBe(200);
    expect(body.recoveryCodes).not.toContain(recoveryCodes[0]);
    const old = await signIn(person.username, { recoveryCode: recoveryCodes[0] });
    expect(old.body.code).toBe('TOTP_WRONG');
    expect((await signIn(person.username, { recoveryCode: body.recoveryCodes[0] })).status).toBe(200);
  });

  test('is rid of it for password and code, and must then enrol anew before anything else', async () => {
    const person = await newPerson();
    const { secret, recoveryCodes } = await enrol(person);
    const remove = (body: object) => person.tab.post('/session/second-factor/remove', body);
    expect((await remove({ password: testPassword })).status).toBe(401);
    expect((await remove({ password: 'Wrong-one-1', code: codeOf(secret) })).status).toBe(401);
    expect((await remove({ password: testPassword, recoveryCode: recoveryCodes[0] })).status).toBe(200);
    const me = (await person.tab.get<Me>('/session')).body;
    expect(me).toMatchObject({ acts: [], secondFactor: { enrolled: false, mustEnrol: true } });
    expect(await person.tab.get('/warnings')).toMatchObject({
      status: 403,
      body: { data: { act: 'session.second-factor' } },
    });
    await enrol(person);
    expect((await person.tab.get('/warnings')).status).toBe(200);
  });
});

describe('the grace', () => {
  test('lets a person work for seven days after the first sign-in, then enrol and nothing else', async () => {
    const person = await newPerson();
    const me = (await person.tab.get<Me>('/session')).body;
    const days = (Date.parse(me.secondFactor.dueAt ?? '') - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(7.1);
    expect((await person.tab.get('/warnings')).status).toBe(200);
    await sql("UPDATE person SET factor_asked_at = now() - interval '7 days' WHERE id = $1", [person.id]);
    expect((await person.tab.get('/warnings')).status).toBe(403);
    expect((await person.tab.get('/live')).status).toBe(403);
    expect((await person.tab.get<Me>('/session')).body).toMatchObject({
      acts: [],
      secondFactor: { mustEnrol: true },
    });
    expect((await signIn(person.username)).status).toBe(200);
    await enrol(person);
    expect((await person.tab.get('/warnings')).status).toBe(200);
  });
});

describe('who lost telephone and codes', () => {
  const reset = (tab: Browser, id: string, reason = '手机丢失,已当面核实') =>
    tab.post<{ code: string; sessionsEnded: number }>(`/people/${id}/second-factor/reset`, { reason });

  test.each([
    ['system', admin],
    ['security', security],
  ])('is helped by the %s administrator, is signed out and must enrol anew', async (_, tab) => {
    const person = await newPerson();
    await enrol(person);
    expect(await reset(tab, person.id)).toMatchObject({ status: 200, body: { sessionsEnded: 1 } });
    expect((await person.tab.get('/session')).status).toBe(401);
    expect(await signIn(person.username)).toMatchObject({
      status: 200,
      body: { secondFactor: { enrolled: false, mustEnrol: true, recoveryCodesLeft: 0 } },
    });
    const { rows } = await sql(
      "SELECT detail FROM audit_record WHERE event = 'second_factor.reset' AND target = $1",
      [person.id],
    );
    expect(rows).toEqual([{ detail: { sealedReason: sealedWords, sessionsEnded: 1 } }]);
    expect(await reset(tab, person.id)).toMatchObject({ status: 409, body: { code: 'NOT_ENROLLED' } });
  });

  test('is not helped by anybody else, nor by oneself, nor without a reason', async () => {
    const person = await newPerson();
    await enrol(person);
    expect(await reset(person.tab, person.id)).toMatchObject({
      status: 403,
      body: { data: { act: 'directory.factors', roles: ['system_admin', 'security_admin'] } },
    });
    const self = (await admin.get<Me>('/session')).body.id;
    expect(await reset(admin, self)).toMatchObject({ status: 422, body: { code: 'OWN_ACCOUNT' } });
    expect((await reset(admin, person.id, ' ')).status).toBe(400);
    expect((await reset(admin, '01a1ffbf-5660-7e4d-ae24-6a933003da00')).status).toBe(404);
    expect((await person.tab.get('/session')).status).toBe(200);
  });
});
