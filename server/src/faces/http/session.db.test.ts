import type { Me, OwnSession } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, findActor } from '../../ground/directory/index.ts';
import { openParams, type Params } from '../../ground/params/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';
import { createPasswordChange } from '../../ground/session/change-password.ts';
import type { LiveSession } from '../../ground/session/index.ts';
import type { ProvePassword } from '../../ground/session/own-password.ts';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp, testPassword } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
let params: Params;
let centre = '';
let counter = 0;
let tabs = 0;

beforeAll(async () => {
  app = await startTestApp(database, { behindProxy: true });
  ({ centre } = await furnish(app.db));
  params = await openParams(app.db);
});
afterAll(async () => {
  params.close();
  await app.close();
});

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
const storedHash = async (username: string) =>
  (await sql('SELECT password_hash AS hash FROM person WHERE username = $1', [username])).rows[0]
    ?.hash as string;
const sessionOf = (actor: Actor): LiveSession => {
  const endsAt = new Date(Date.now() + 60_000);
  const factor = { enrolled: false, required: false, dueAt: null, mustEnrol: false };
  return { hash: Buffer.alloc(32), csrf: '-', actor, endsAt, expiresAt: endsAt, factor };
};
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
    const tab = browser();
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await tab.signIn(username, 'Wrong-one-1'));
    expect(answers.map((a) => a.status)).toEqual([401, 401, 401, 401, 423]);
    const locked = await tab.signIn(username);
    expect(locked).toMatchObject({ status: 423, body: { code: 'LOCKED' } });
    await sql("UPDATE signin_address SET locked_until = now() - interval '1 second'");
    expect((await tab.signIn(username)).status).toBe(200);
  });

  test('from one address locks nobody out at another one', async () => {
    const username = await newPerson();
    const stranger = browser();
    for (let i = 0; i < 6; i++) await stranger.signIn(username, 'Wrong-one-1');
    expect((await stranger.signIn(username)).status).toBe(423);
    expect((await browser().signIn(username)).status).toBe(200);
  });

  test('from many addresses locks the name, but not where its owner usually signs in', async () => {
    const username = await newPerson();
    const usual = browser();
    expect((await usual.signIn(username)).status).toBe(200);
    for (let i = 0; i < 20; i++) await browser().signIn(username, 'Wrong-one-1');
    expect(await browser().signIn(username)).toMatchObject({ status: 423, body: { code: 'LOCKED' } });
    const again = await usual.signIn(username);
    expect(again).toMatchObject({ status: 200, body: { lastSignIn: { failures: 20 } } });
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
    const { address = '' } = browser();
    const answers = await Promise.all(
      Array.from({ length: 9 }, () => browser(address).signIn(username, 'Wrong-one-1')),
    );
    expect(answers.filter((a) => a.status === 401)).toHaveLength(4);
    expect((await browser(address).signIn(username)).status).not.toBe(200);
  });

  test('of a name that nobody has gets the same answers, the lock included', async () => {
    const ask = async (username: string) => {
      const answers = [];
      const tab = browser();
      // Six from one address, then enough from others to lock the name itself.
      for (let i = 0; i < 28; i++) {
        const { status, body } = await (i < 6 ? tab : browser()).signIn(username, 'Wrong-one-1');
        answers.push([status, Object.keys(body as object).sort(), (body as { code?: string }).code]);
      }
      return answers;
    };
    const known = await ask(await newPerson());
    expect(await ask('nobody.by.that.name')).toEqual(known);
    expect(known.at(-1)?.[0]).toBe(423);
    expect(known[6]?.[0]).toBe(401);
  });

  test('takes as long for a name that nobody has (the work is the same)', async () => {
    const took = async (name: string) => {
      const started = performance.now();
      await browser().signIn(name, 'Wrong-one-1');
      return performance.now() - started;
    };
    const real = await Promise.all(Array.from({ length: 15 }, () => newPerson()));
    const known: number[] = [];
    const ratios: number[] = [];
    // In turn: a machine that is slow for a moment is slow for both.
    for (const [at, name] of real.entries()) {
      const one = await took(name);
      known.push(one);
      ratios.push((await took(`ghost${at}`)) / one);
    }
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
    expect(median(known)).toBeGreaterThan(20);
    expect(median(ratios)).toBeGreaterThan(0.6);
    expect(median(ratios)).toBeLessThan(1.7);
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

  test('is demanded when the password is older than allowed, and the page can say why', async () => {
    const username = await newPerson();
    await sql("UPDATE person SET password_changed_at = now() - interval '91 days' WHERE username = $1", [
      username,
    ]);
    const tab = browser();
    const { body } = await tab.signIn(username);
    expect(body).toMatchObject({ mustChangePassword: true, passwordExpired: true });
    expect((await tab.get('/directory/units')).status).toBe(403);
    const changed = await tab.post('/session/password', { current: testPassword, next });
    expect(changed.body).toMatchObject({ mustChangePassword: false, passwordExpired: false });
    expect((await tab.get('/directory/units')).status).toBe(200);
  });

  test('brings none of the last five passwords back, but may bring back the one before', async () => {
    const username = await newPerson();
    const names = Array.from({ length: 6 }, (_, i) => `Green-hill-${i}593`);
    let current = testPassword;
    const change = async (wanted: string) => {
      // A server of its own each time: few changes a minute are let through.
      const { rows } = await sql('SELECT id FROM person WHERE username = $1', [username]);
      const prove: ProvePassword = async () => ({ hash: await storedHash(username) });
      const service = createPasswordChange({ db: app.db, params, prove });
      const actor = await findActor(app.db.pool, rows[0]?.id as string);
      if (actor === null) throw new Error('nobody');
      const answer = await service(sessionOf(actor), { current, next: wanted });
      if (!isRefusal(answer)) current = wanted;
      return isRefusal(answer) ? answer.code : 'changed';
    };
    for (const name of names) expect(await change(name)).toBe('changed');
    for (const name of names.slice(0, 5)) expect(await change(name)).toBe('WEAK_PASSWORD');
    expect(await change(testPassword)).toBe('changed');
    const { rows } = await sql(
      'SELECT count(*)::int AS kept FROM password_history h JOIN person p ON p.id = h.person_id WHERE p.username = $1',
      [username],
    );
    expect(rows).toEqual([{ kept: 5 }]);
  });
});

describe('one’s own sessions', () => {
  const agent =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';
  const signedIn = async (username: string) => {
    const tab = browser();
    const body = { username, password: testPassword };
    const reply = await tab.send<Me>('POST', '/session', body, { 'user-agent': agent });
    tab.csrf = reply.body.csrf;
    return { tab, me: reply.body };
  };
  const list = async (tab: Browser) => (await tab.get<OwnSession[]>('/session/all')).body;

  test('are told with device, address and times, the present one first', async () => {
    const username = await newPerson();
    const first = await signedIn(username);
    const second = await signedIn(username);
    expect(await list(second.tab)).toMatchObject([
      { current: true, device: 'Chrome 130 · Windows', address: second.tab.address },
      { current: false, device: 'Chrome 130 · Windows', address: first.tab.address },
    ]);
    expect(first.me.lastSignIn).toBeNull();
    expect(second.me.lastSignIn).toMatchObject({ address: first.tab.address, failures: 0 });
    const { endsAt, expiresAt } = second.me.session;
    expect(Date.parse(endsAt) - Date.now()).toBeGreaterThan(14 * 60_000);
    expect(Date.parse(endsAt) - Date.now()).toBeLessThan(15.1 * 60_000);
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(11.9 * 3_600_000);
  });

  test('are ended one by one, at once', async () => {
    const username = await newPerson();
    const here = await signedIn(username);
    const there = await signedIn(username);
    const other = (await list(here.tab)).find(({ current }) => !current)?.id ?? '';
    expect((await here.tab.post(`/session/all/${other}/end`, {})).status).toBe(200);
    expect((await there.tab.get('/session')).status).toBe(401);
    expect((await here.tab.post(`/session/all/${other}/end`, {})).status).toBe(404);
    expect(await list(here.tab)).toHaveLength(1);
  });

  test('of somebody else are neither seen nor ended', async () => {
    const [mine, theirs] = [await signedIn(await newPerson()), await signedIn(await newPerson())];
    const [foreign] = await list(theirs.tab);
    expect((await mine.tab.post(`/session/all/${foreign?.id}/end`, {})).status).toBe(404);
    expect((await list(mine.tab)).map(({ id }) => id)).not.toContain(foreign?.id);
    expect((await theirs.tab.get('/session')).status).toBe(200);
  });

  test('are ended all but this one', async () => {
    const username = await newPerson();
    const here = await signedIn(username);
    const others = [await signedIn(username), await signedIn(username)];
    expect(await here.tab.post('/session/all/end', {})).toMatchObject({ status: 200, body: { ended: 2 } });
    for (const { tab } of others) expect((await tab.get('/session')).status).toBe(401);
    expect((await here.tab.get('/session')).status).toBe(200);
  });
});
