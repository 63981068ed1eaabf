import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp, testPassword } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
let centre = '';
let counter = 0;
let tabs = 0;

beforeAll(async () => {
  app = await startTestApp(database, { behindProxy: true });
  ({ centre } = await furnish(app.db));
});
afterAll(() => app.close());

/** A person of one's own, so that locks and sessions of other tests do not matter. */
async function newPerson(options: { mustChangePassword?: boolean } = {}): Promise<string> {
  counter += 1;
  const username = `person${counter}`;
  await addAccount(app.db, { username, unit: centre, roles: ['duty_officer'], ...options });
  return username;
}
/** Each from an address of its own: attempts are counted by address too. */
function browser(address?: string): Browser {
  tabs += 1;
  return Object.assign(new Browser(app), { address: address ?? `10.0.${counter % 256}.${tabs % 256}` });
}
const sql = (text: string, values: unknown[] = []) => app.db.pool.query(text, values);
const auditOf = async (username: string) => {
  const { rows } = await sql(
    `SELECT event, ok, detail->>'reason' AS reason FROM audit_record a JOIN person p ON p.id = a.actor
     WHERE p.username = $1 ORDER BY a.id`,
    [username],
  );
  return rows;
};

describe('signing in', () => {
  test('tells who one is and what one may do', async () => {
    const username = await newPerson();
    const tab = browser();
    const { status, body } = await tab.signIn(username);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      username,
      roles: ['duty_officer'],
      place: { code: '330206', name: '北仑区' },
      installation: { kind: 'real', county: { code: '330206' } },
      mustChangePassword: false,
    });
    expect((await tab.get('/session')).body).toMatchObject({ id: body.id, csrf: body.csrf });
  });

  test('answers a cookie that scripts, other sites and other paths do not get', async () => {
    const { headers } = await browser().signIn(await newPerson());
    const [cookie] = headers.getSetCookie();
    expect(cookie).toMatch(/^lanzha_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  test('over TLS (here: of the proxy in front) answers a cookie that stays on TLS', async () => {
    const body = { username: await newPerson(), password: testPassword };
    const { headers } = await browser().send('POST', '/session', body, { 'x-forwarded-proto': 'https' });
    expect(headers.getSetCookie()[0]).toContain('; Secure');
    expect(headers.get('strict-transport-security')).toContain('max-age');
  });

  test('does not mind capital letters in the name', async () => {
    const username = await newPerson();
    expect((await browser().signIn(username.toUpperCase())).status).toBe(200);
  });

  test('never continues a session that was there before (fixation)', async () => {
    const username = await newPerson();
    const tab = browser();
    tab.cookie = `lanzha_session=${'A'.repeat(43)}`;
    await tab.signIn(username);
    expect(tab.cookie).not.toContain('AAAA');
    const first = tab.cookie;
    await tab.signIn(username);
    expect(tab.cookie).not.toBe(first);
    const old = browser();
    old.cookie = first;
    expect((await old.get('/session')).status).toBe(401);
  });

  test('keeps neither token nor password in the database or the log', async () => {
    const username = await newPerson();
    const tab = browser();
    await tab.signIn(username);
    const { rows } = await sql('SELECT s::text AS row FROM session s UNION ALL SELECT p::text FROM person p');
    const token = tab.cookie?.split('=')[1] ?? '-';
    const kept = JSON.stringify(rows) + app.log.join('\n');
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(testPassword);
    expect(app.log.join('\n')).not.toContain(username);
  });
});

describe('a wrong password', () => {
  test('locks the account after the allowed failures, also for the right password', async () => {
    const username = await newPerson();
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await browser().signIn(username, 'Wrong-one-1'));
    expect(answers.map((a) => a.status)).toEqual([401, 401, 401, 401, 423]);
    const locked = await browser().signIn(username);
    expect(locked).toMatchObject({ status: 423, body: { code: 'LOCKED' } });
    await sql("UPDATE person SET locked_until = now() - interval '1 second' WHERE username = $1", [username]);
    expect((await browser().signIn(username)).status).toBe(200);
  });

  test('is forgotten by a right one', async () => {
    const username = await newPerson();
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 3; i++) expect((await browser().signIn(username, 'Wrong-one-1')).status).toBe(401);
      expect((await browser().signIn(username)).status).toBe(200);
    }
  });

  test('tried many times at once is counted each time', async () => {
    const username = await newPerson();
    const answers = await Promise.all(
      Array.from({ length: 9 }, () => browser().signIn(username, 'Wrong-one-1')),
    );
    expect(answers.filter((a) => a.status === 401)).toHaveLength(4);
    expect((await browser().signIn(username)).status).not.toBe(200);
  });

  test('of a name that nobody has gets the same answers, the lock included', async () => {
    const ask = async (username: string) => {
      const answers = [];
      for (let i = 0; i < 6; i++) {
        const { status, body } = await browser().signIn(username, 'Wrong-one-1');
        answers.push([status, Object.keys(body as object).sort(), (body as { code?: string }).code]);
      }
      return answers;
    };
    expect(await ask('nobody.by.that.name')).toEqual(await ask(await newPerson()));
  });

  test('takes as long for a name that nobody has (the work is the same)', async () => {
    const median = async (names: string[]) => {
      const times: number[] = [];
      for (const name of names) {
        const started = performance.now();
        await browser().signIn(name, 'Wrong-one-1');
        times.push(performance.now() - started);
      }
      return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    };
    const real = await Promise.all(Array.from({ length: 9 }, () => newPerson()));
    const known = await median(real);
    const unknown = await median(real.map((_, i) => `ghost${i}`));
    expect(known).toBeGreaterThan(20);
    expect(unknown / known).toBeGreaterThan(0.6);
    expect(unknown / known).toBeLessThan(1.7);
  });

  test('tried without end from one address meets a limit, others go on', async () => {
    const answers = [];
    for (let i = 0; i < 12; i++) answers.push(await browser('10.9.9.9').signIn('endless', 'Wrong-one-1'));
    expect(answers.map((a) => a.status)).toEqual([
      401, 401, 401, 401, 423, 423, 423, 423, 423, 423, 429, 429,
    ]);
    expect(answers.at(-1)?.body).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      data: { retryAfter: expect.any(Number) },
    });
    expect((await browser('10.9.9.8').signIn(await newPerson())).status).toBe(200);
  });
});

describe('a session', () => {
  const signedIn = async () => {
    const username = await newPerson();
    const tab = browser();
    await tab.signIn(username);
    const id = (await sql('SELECT id FROM person WHERE username = $1', [username])).rows[0]?.id as string;
    return { tab, username, id };
  };
  const age = (id: string, minutes: number) =>
    sql("UPDATE session SET seen_at = now() - $2 * interval '1 minute' WHERE person_id = $1", [id, minutes]);
  const seenAgo = async (id: string) =>
    Number(
      (await sql('SELECT extract(epoch FROM now() - seen_at) AS s FROM session WHERE person_id = $1', [id]))
        .rows[0]?.s,
    );

  test('ends when nobody does anything for the idle time', async () => {
    const { tab, id } = await signedIn();
    await age(id, 14);
    expect((await tab.get('/session')).status).toBe(200);
    await age(id, 15.1);
    expect((await tab.get('/session')).status).toBe(401);
  });

  test('is kept alive by what the person does, not by what the browser does by itself', async () => {
    const { tab, id } = await signedIn();
    await age(id, 10);
    await tab.send('GET', '/session', undefined, { 'x-lanzha-background': '1' });
    expect(await seenAgo(id)).toBeGreaterThan(500);
    await tab.get('/session');
    expect(await seenAgo(id)).toBeLessThan(30);
  });

  test('ends after the absolute time, whatever the person does', async () => {
    const { tab, id } = await signedIn();
    await sql("UPDATE session SET expires_at = now() - interval '1 second' WHERE person_id = $1", [id]);
    expect((await tab.get('/session')).status).toBe(401);
  });

  test('ends with signing out, and the cookie goes', async () => {
    const { tab } = await signedIn();
    const kept = tab.cookie;
    const { status, headers } = await tab.send('DELETE', '/session');
    expect(status).toBe(200);
    expect(headers.getSetCookie()[0]).toMatch(/^lanzha_session=;.*Expires=Thu, 01 Jan 1970/);
    tab.cookie = kept;
    expect((await tab.get('/session')).status).toBe(401);
  });

  test('ends when the account is disabled, at once', async () => {
    const { tab, id } = await signedIn();
    await sql('UPDATE person SET disabled_at = now() WHERE id = $1', [id]);
    expect((await tab.get('/session')).status).toBe(401);
  });

  test.each(['', 'x', 'A'.repeat(43), "' OR 1=1 --", 'A'.repeat(4_000)])(
    'is not opened by a made-up token %j',
    async (token) => {
      const tab = browser();
      tab.cookie = `lanzha_session=${token}`;
      expect((await tab.get('/session')).status).toBe(401);
    },
  );

  test('leaves records of who signed in and out, and of what was refused', async () => {
    const { tab, username } = await signedIn();
    await browser().signIn(username, 'Wrong-one-1');
    await tab.send('DELETE', '/session');
    expect(await auditOf(username)).toEqual([
      { event: 'session.created', ok: true, reason: null },
      { event: 'session.refused', ok: false, reason: 'wrong_password' },
      { event: 'session.ended', ok: true, reason: null },
    ]);
  });
});

describe('changing the password', () => {
  const next = 'Green-hill-5930';

  test('lets in with the new one only, and ends the other sessions', async () => {
    const username = await newPerson();
    const [here, elsewhere] = [browser(), browser()];
    await here.signIn(username);
    await elsewhere.signIn(username);
    expect((await here.post('/session/password', { current: testPassword, next })).status).toBe(200);
    expect((await here.get('/session')).status).toBe(200);
    expect((await elsewhere.get('/session')).status).toBe(401);
    expect((await browser().signIn(username)).status).toBe(401);
    expect((await browser().signIn(username, next)).status).toBe(200);
  });

  test('asks for the present one, a strong one and another one', async () => {
    const username = await newPerson();
    const tab = browser();
    await tab.signIn(username);
    const change = async (current: string, wanted: string) =>
      (await tab.post<{ code: string; data?: unknown }>('/session/password', { current, next: wanted })).body;
    expect(await change('Wrong-one-1', next)).toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect(await change(testPassword, 'short')).toMatchObject({
      code: 'WEAK_PASSWORD',
      data: { rule: expect.any(String) },
    });
    expect(await change(testPassword, `Aa1-${username}`)).toMatchObject({ code: 'WEAK_PASSWORD' });
    expect(await change(testPassword, testPassword)).toMatchObject({ code: 'WEAK_PASSWORD' });
  });

  test('cannot be used to guess the present one', async () => {
    const username = await newPerson();
    const tab = browser();
    await tab.signIn(username);
    const answers = [];
    for (let i = 0; i < 7; i++)
      answers.push(await tab.post('/session/password', { current: `Guess-${i}-x`, next }));
    expect(answers.map((a) => a.status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });

  test('is the only thing allowed with a first password', async () => {
    const username = await newPerson({ mustChangePassword: true });
    const tab = browser();
    expect((await tab.signIn(username)).body.mustChangePassword).toBe(true);
    expect(await tab.get('/directory/units')).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    const changed = await tab.post<{ mustChangePassword: boolean }>('/session/password', {
      current: testPassword,
      next,
    });
    expect(changed.body.mustChangePassword).toBe(false);
    expect((await tab.get('/directory/units')).status).toBe(200);
  });
});
