import type { ServiceKeyEntry } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
const admin = new Browser({ url: '' });
const security = new Browser({ url: '' });
const officer = new Browser({ url: '' });

beforeAll(async () => {
  app = await startTestApp(database, { behindProxy: true });
  const { centre } = await furnish(app.db);
  for (const [tab, username, role] of [
    [admin, 'admin', 'system_admin'],
    [security, 'security', 'security_admin'],
    [officer, 'officer', 'duty_officer'],
  ] as const) {
    await addAccount(app.db, { username, unit: centre, roles: [role] });
    Object.assign(tab, { url: app.url });
    await tab.signIn(username);
  }
});
afterAll(() => app.close());

type Made = ServiceKeyEntry & { secret: string };
const create = (more: object = {}, tab = admin) =>
  tab.post<Made & { code: string; data: object }>('/service-keys', {
    unit: 'FZ',
    source: '短信网关',
    allow: ['signals:write'],
    ...more,
  });
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
  (await app.db.pool.query('SELECT event, detail FROM audit_record WHERE target = $1 ORDER BY id', [id]))
    .rows;

describe('a service key made on the page', () => {
  test('is told once, works, is listed without its secret and with its use', async () => {
    const { status, body } = await create();
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'live', unit: { code: 'FZ' }, createdBy: { name: 'admin' } });
    expect(body.secret).toMatch(/^lz_[\w-]{43}$/);
    expect(await send(body.secret, '10.4.0.1')).toBe(200);
    const listed = await admin.get<ServiceKeyEntry[]>('/service-keys');
    expect(listed.body.map(({ id }) => id)).toContain(body.id);
    expect(JSON.stringify(listed.body)).not.toContain(body.secret);
    expect(app.log.join('\n')).not.toContain(body.secret);
  });

  test('works from its addresses until it is revoked, at once on this server', async () => {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const { body } = await create({ allowFrom: ['10.4.0.0/16'], expiresAt });
    expect(body).toMatchObject({ allowFrom: ['10.4.0.0/16'], expiresAt });
    expect(await send(body.secret, '10.4.7.7')).toBe(200);
    expect(await send(body.secret, '10.5.0.1')).toBe(401);
    const revoked = await admin.post<ServiceKeyEntry>(`/service-keys/${body.id}/revoke`, {
      reason: '换系统',
    });
    expect(revoked).toMatchObject({ status: 200, body: { state: 'revoked', revokedReason: '换系统' } });
    expect(await send(body.secret, '10.4.7.7')).toBe(401);
    const again = await admin.post(`/service-keys/${body.id}/revoke`, { reason: '换系统' });
    expect(again).toMatchObject({ status: 409, body: { code: 'ALREADY_REVOKED' } });
    const events = (await auditOf(body.id)).filter(({ event }) => event !== 'key.refused');
    expect(events).toEqual([
      { event: 'key.created', detail: { allow: ['signals:write'], allowFrom: ['10.4.0.0/16'], expiresAt } },
      {
        event: 'key.revoked',
        detail: { sealedReason: { keyId: expect.any(Number), sealed: expect.any(String) } },
      },
    ]);
    const { rows } = await app.db.pool.query('SELECT revoked_reason FROM service_key WHERE id = $1', [
      body.id,
    ]);
    expect(JSON.stringify(rows)).not.toContain('换系统');
    const listed = (await admin.get<ServiceKeyEntry[]>('/service-keys')).body;
    expect(listed.find(({ id }) => id === body.id)?.revokedReason).toBe('换系统');
  });

  test.each([
    [{ unit: 'no' }, 422, 'UNKNOWN_UNIT'],
    [{ allowFrom: ['10.4'] }, 422, 'BAD_RANGE'],
    [{ expiresAt: '2020-01-01T00:00:00Z' }, 422, 'ALREADY_EXPIRED'],
    [{ allow: [] }, 400, 'BAD_REQUEST'],
    [{ allow: ['everything'] }, 400, 'BAD_REQUEST'],
    [{ source: ' ' }, 400, 'BAD_REQUEST'],
    [{ expiresAt: 'tomorrow' }, 400, 'BAD_REQUEST'],
  ])('is refused with %j', async (more, status, code) => {
    expect(await create(more)).toMatchObject({ status, body: { code } });
  });

  test('is nobody’s business but the system administrator’s', async () => {
    for (const tab of [officer, security]) {
      expect((await create({}, tab)).status).toBe(403);
      expect((await tab.get('/service-keys')).status).toBe(403);
      const id = '01a1ffbf-5660-7e4d-ae24-6a933003da00';
      expect((await tab.post(`/service-keys/${id}/revoke`, { reason: '试试' })).status).toBe(403);
    }
    const id = '01a1ffbf-5660-7e4d-ae24-6a933003da00';
    expect((await admin.post(`/service-keys/${id}/revoke`, { reason: '试试' })).status).toBe(404);
  });
});
