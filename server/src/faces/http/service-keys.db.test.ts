import type { Approval, Notice, ServiceKeyEntry } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agree, findWaiting } from '../../ground/approvals/testing.ts';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
let ids: Record<string, string>;
const tab = () => new Browser({ url: '' });
const [admin, other, security, second, leader, officer] = [tab(), tab(), tab(), tab(), tab(), tab()];

beforeAll(async () => {
  app = await startTestApp(database, { behindProxy: true });
  const { centre } = await furnish(app.db);
  ids = {};
  for (const [browser, username, role] of [
    [admin, 'admin', 'system_admin'],
    [other, 'other', 'system_admin'],
    [security, 'security', 'security_admin'],
    [second, 'second', 'security_admin'],
    [leader, 'leader', 'leader'],
    [officer, 'officer', 'duty_officer'],
  ] as const) {
    ids[username] = await addAccount(app.db, { username, unit: centre, roles: [role] });
    Object.assign(browser, { url: app.url });
    await browser.signIn(username);
  }
});
afterAll(() => app.close());

type Answer = { approval: string; code: string; data: object };
type Made = ServiceKeyEntry & { secret: string; code: string };
let next = 0;
/** A source of its own each time: of one only one request waits. */
const newSource = () => {
  next += 1;
  return `短信网关${next}`;
};
const ask = (more: object = {}, by = admin) =>
  by.post<Answer>('/service-keys', {
    unit: 'FZ',
    source: newSource(),
    allow: ['signals:write'],
    why: '运营商接入',
    ...more,
  });
const listed = async (source: string) =>
  (await admin.get<ServiceKeyEntry[]>('/service-keys')).body.find((one) => one.source === source);
const fetchKey = (id: string, by = admin) => by.post<Made>(`/service-keys/${id}/fetch`, {});
/** Asked for by one, agreed to by another, not fetched yet. */
const grant = async (more: object = {}): Promise<ServiceKeyEntry> => {
  const source = newSource();
  expect((await ask({ ...more, source })).status).toBe(200);
  await agree(security, source);
  return (await listed(source))!;
};
const create = async (more: object = {}): Promise<Made> => (await fetchKey((await grant(more)).id)).body;
const decide = (by: Browser, act: string, { id, version }: Approval, more: object = {}) =>
  by.post<Approval & { code: string }>(`/approvals/${id}/${act}`, { version, ...more });
const send = async (secret: string, address: string) =>
  (
    await fetch(`${app.url}/api/v1/signals`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/x-ndjson',
        'x-forwarded-for': address,
      },
      body: '{"id":"nonsense"}',
    })
  ).status;
const auditOf = async (id: string) =>
  (
    await app.db.pool.query('SELECT event, actor, detail FROM audit_record WHERE target = $1 ORDER BY id', [
      id,
    ])
  ).rows;
const countKeys = async () =>
  (await app.db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM service_key')).rows[0]?.n;
const noticesOf = async (by: Browser) =>
  (await by.get<{ items: Notice[] }>('/notify/notices?limit=1')).body.items;

describe('a service key asked for on the page', () => {
  test('is no key until another person agrees; then who asked is told the secret once', async () => {
    const before = await countKeys();
    const source = newSource();
    await ask({ source });
    expect(await countKeys()).toBe(before);
    const asked = await findWaiting(security, source);
    expect(asked).toMatchObject({ offers: ['approve', 'refuse'], requestedBy: { name: 'admin' } });
    expect((await agree(security, source)).state).toBe('approved');

    const granted = (await listed(source))!;
    expect(granted).toMatchObject({ state: 'granted', createdBy: { name: 'admin' }, unit: { code: 'FZ' } });
    const { status, body } = await fetchKey(granted.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'live', fetchUntil: null });
    expect(body.secret).toMatch(/^lz_[\w-]{43}$/);
    expect(await send(body.secret, '10.4.0.1')).toBe(200);
    expect(await fetchKey(granted.id)).toMatchObject({ status: 409, body: { code: 'NOT_TO_FETCH' } });

    const everything = JSON.stringify([
      (await admin.get('/service-keys')).body,
      (await security.get('/approvals?view=done')).body,
      (await app.db.pool.query('SELECT a::text FROM approval a UNION ALL SELECT k::text FROM service_key k'))
        .rows,
    ]);
    expect(everything).not.toContain(body.secret.slice(3));
    expect(app.log.join('\n')).not.toContain(body.secret);
    const events = (await auditOf(granted.id)).map(({ event, actor }) => [event, actor]);
    expect(events).toEqual([['key.created', ids.admin]]);
    const { rows } = await app.db.pool.query(
      `SELECT actor FROM audit_record WHERE event = 'key.granted' AND detail ->> 'approval' = $1`,
      [asked.id],
    );
    expect(rows).toEqual([{ actor: ids.security }]);
  });

  test('works from its addresses until one person alone revokes it, at once on this server', async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const made = await create({ allowFrom: ['10.4.0.0/16'], expiresAt });
    expect(made).toMatchObject({ allowFrom: ['10.4.0.0/16'], expiresAt });
    expect(await send(made.secret, '10.4.7.7')).toBe(200);
    expect(await send(made.secret, '10.5.0.1')).toBe(401);
    const revoked = await other.post<ServiceKeyEntry>(`/service-keys/${made.id}/revoke`, {
      reason: '换系统',
    });
    expect(revoked).toMatchObject({ status: 200, body: { state: 'revoked', revokedReason: '换系统' } });
    expect(await send(made.secret, '10.4.7.7')).toBe(401);
    const again = await admin.post(`/service-keys/${made.id}/revoke`, { reason: '换系统' });
    expect(again).toMatchObject({ status: 409, body: { code: 'ALREADY_REVOKED' } });
    const events = (await auditOf(made.id)).filter(({ event }) => event !== 'key.refused');
    expect(events).toMatchObject([
      { event: 'key.created', detail: { allow: ['signals:write'], allowFrom: ['10.4.0.0/16'], expiresAt } },
      {
        event: 'key.revoked',
        detail: { sealedReason: { keyId: expect.any(Number), sealed: expect.any(String) } },
      },
    ]);
    const { rows } = await app.db.pool.query('SELECT revoked_reason FROM service_key WHERE id = $1', [
      made.id,
    ]);
    expect(JSON.stringify(rows)).not.toContain('换系统');
    expect((await listed(made.source))?.revokedReason).toBe('换系统');
  });

  test.each([
    [{ unit: 'no' }, 422, 'UNKNOWN_UNIT'],
    [{ allowFrom: ['10.4'] }, 422, 'BAD_RANGE'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 422, 'ALREADY_EXPIRED'],
    [{ allow: [] }, 400, 'BAD_REQUEST'],
    [{ allow: ['everything'] }, 400, 'BAD_REQUEST'],
    [{ source: ' ' }, 400, 'BAD_REQUEST'],
    [{ expiresAt: 'tomorrow' }, 400, 'BAD_REQUEST'],
    [{ why: '' }, 400, 'BAD_REQUEST'],
  ])('is refused with %j', async (more, status, code) => {
    expect(await ask(more)).toMatchObject({ status, body: { code } });
  });

  test('is nobody’s business but the system administrator’s', async () => {
    const { id } = await grant();
    for (const by of [officer, security, leader]) {
      expect((await ask({}, by)).status).toBe(403);
      expect((await by.get('/service-keys')).status).toBe(403);
      expect((await fetchKey(id, by)).status).toBe(403);
      expect((await by.post(`/service-keys/${id}/revoke`, { reason: '试试' })).status).toBe(403);
    }
    const nobody = '01a1ffbf-5660-7e4d-ae24-6a933003da00';
    expect((await admin.post(`/service-keys/${nobody}/revoke`, { reason: '试试' })).status).toBe(404);
    expect((await fetchKey(nobody)).status).toBe(404);
    expect((await fetchKey(id, new Browser(app))).status).toBe(401);
  });
});

describe('who agrees to a key', () => {
  test('is neither who asked nor who may not, and one who administers security', async () => {
    const source = newSource();
    await ask({ source });
    const asked = await findWaiting(security, source);
    const own = await decide(admin, 'approve', asked);
    expect(own).toMatchObject({ status: 403, body: { code: 'OWN_REQUEST', data: { why: 'requester' } } });
    expect(await decide(other, 'approve', asked)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect((await decide(officer, 'approve', asked)).status).toBe(403);
    expect(await decide(leader, 'approve', asked)).toMatchObject({ body: { code: 'WRONG_PAIR' } });
    expect(await listed(source)).toBeUndefined();
    expect((await decide(second, 'approve', asked)).status).toBe(200);
  });

  test('agrees once: of two at the same moment one is told, and one key is there', async () => {
    const source = newSource();
    await ask({ source });
    const asked = await findWaiting(security, source);
    const both = await Promise.all([decide(security, 'approve', asked), decide(second, 'approve', asked)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const all = (await admin.get<ServiceKeyEntry[]>('/service-keys')).body;
    expect(all.filter((one) => one.source === source)).toHaveLength(1);
  });

  test.each(['refuse', 'withdraw'] as const)('gives none by %s', async (act) => {
    const before = await countKeys();
    const source = newSource();
    await ask({ source });
    expect(await ask({ source })).toMatchObject({ status: 409, body: { code: 'ALREADY_ASKED' } });
    const asked = await findWaiting(security, source);
    const by = act === 'refuse' ? security : admin;
    expect((await decide(by, act, asked, act === 'refuse' ? { note: '先不接入' } : {})).status).toBe(200);
    expect(await decide(second, 'approve', { ...asked, version: asked.version + 1 })).toMatchObject({
      body: { code: 'NOT_PENDING' },
    });
    expect(await countKeys()).toBe(before);
    expect((await ask({ source })).status).toBe(200);
  });

  test('is told that something waits, and who asked how it ended, in words about nobody', async () => {
    const source = newSource();
    await ask({ source });
    for (const by of [security, second])
      expect(await noticesOf(by)).toMatchObject([
        { kind: 'approval.asked', params: { what: 'keys.grant', who: 'admin' }, link: '/approvals' },
      ]);
    for (const by of [leader, officer]) expect(await noticesOf(by)).toEqual([]);
    await agree(security, source);
    const decided = { kind: 'approval.decided', params: { what: 'keys.grant', result: 'approved' } };
    expect(await noticesOf(admin)).toMatchObject([{ ...decided, link: '/service-keys' }]);
    await ask({ source });
    await decide(security, 'refuse', await findWaiting(security, source), { note: '重复' });
    expect(await noticesOf(admin)).toMatchObject([
      { params: { result: 'refused' }, link: '/approvals?view=done' },
    ]);
    await ask({ source });
    await decide(admin, 'withdraw', await findWaiting(security, source));
    expect(await noticesOf(admin)).toMatchObject([{ params: { result: 'refused' } }]);
  });
});

describe('a granted key', () => {
  test('is fetched by who asked alone, once, also when two windows ask at once', async () => {
    const { id } = await grant();
    expect(await fetchKey(id, other)).toMatchObject({ status: 403, body: { code: 'NOT_YOURS' } });
    const both = await Promise.all([fetchKey(id), fetchKey(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('that was revoked, or waited too long, gives no secret', async () => {
    const gone = await grant();
    await other.post(`/service-keys/${gone.id}/revoke`, { reason: '不接入了' });
    expect(await fetchKey(gone.id)).toMatchObject({ status: 409, body: { data: { state: 'revoked' } } });
    const late = await grant();
    const owner = new (await import('pg')).default.Client(database.migrator);
    await owner.connect();
    await owner.query('UPDATE service_key SET fetch_until = now() WHERE id = $1', [late.id]);
    await owner.end();
    expect(await fetchKey(late.id)).toMatchObject({ status: 409, body: { data: { state: 'expired' } } });
    expect((await listed(late.source))?.state).toBe('expired');
  });

  test('is not widened, and none is made by one person, whatever a program says', async () => {
    const { id } = await grant();
    const refused = { code: '42501' };
    for (const column of [
      "allow = '{signals:explain}'",
      "allow_from = '{}'",
      'expires_at = NULL',
      'by_one = true',
    ])
      await expect(
        app.db.pool.query(`UPDATE service_key SET ${column} WHERE id = $1`, [id]),
      ).rejects.toMatchObject(refused);
    await expect(
      app.db.pool.query(
        `INSERT INTO service_key (unit_id, source, allow, key_hash, created_by)
         SELECT unit_id, 'x', allow, 'x', created_by FROM service_key WHERE id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ code: '23514' });
  });

  test.each([
    'created_by = NULL',
    'approval_id = NULL',
    "fetch_until = now() + interval '9 d'",
    "created_at = now() - interval '9 d'",
    "source = '别处'",
    "key_hash = 'another'",
    'key_hash = NULL',
  ])('that was fetched keeps what was agreed on: no %s', async (change) => {
    const { id } = await create();
    await expect(
      app.db.pool.query(`UPDATE service_key SET ${change} WHERE id = $1`, [id]),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('that was revoked, or waited too long, gets no secret and no life from a program either', async () => {
    const refused = { code: '42501' };
    const gone = await create();
    await other.post(`/service-keys/${gone.id}/revoke`, { reason: '换系统' });
    for (const change of ['revoked_at = NULL', 'revoked_by = NULL', "revoked_reason = ''", "key_hash = 'x'"])
      await expect(
        app.db.pool.query(`UPDATE service_key SET ${change} WHERE id = $1`, [gone.id]),
      ).rejects.toMatchObject(refused);
    expect(await send(gone.secret, '10.4.0.1')).toBe(401);
    const late = await grant();
    const owner = new (await import('pg')).default.Client(database.migrator);
    await owner.connect();
    await owner.query('UPDATE service_key SET fetch_until = now() WHERE id = $1', [late.id]);
    await owner.end();
    await expect(
      app.db.pool.query("UPDATE service_key SET key_hash = 'x' WHERE id = $1", [late.id]),
    ).rejects.toMatchObject(refused);
  });
});
