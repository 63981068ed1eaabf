import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery, Notice, NoticeSettings, Role, Webhook } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../../faces/testing.ts';
import { ownDatabase } from '../../testing/own-database.ts';
import { machine, openDb } from '../db/index.ts';
import { notify } from './index.ts';
import { decodeMail, startMailServer, type TestMailServer } from './testing.ts';

const database = await ownDatabase();
const owner = openDb(database.migrator, { max: 1 });
let app: TestApp;
let mail: TestMailServer;
let refuseMail = 0;
const heard: { headers: Record<string, unknown>; body: { type: string; data: object } }[] = [];
let hookAnswers = 200;
const hook = createServer((request, response) => {
  let text = '';
  request.on('data', (part) => {
    text += part;
  });
  request.on('end', () => {
    heard.push({ headers: request.headers, body: JSON.parse(text) });
    response.writeHead(hookAnswers).end();
  });
});
let hookUrl: string;
let units: Awaited<ReturnType<typeof furnish>>;
const people: Record<string, string> = {};
const tabs: Record<string, Browser> = {};
const tab = (name: string) => tabs[name]!;

beforeAll(async () => {
  mail = await startMailServer(
    {
      onRcptTo: (_address, _session, done) =>
        refuseMail === 0 ? done() : done(Object.assign(new Error('no'), { responseCode: refuseMail })),
    },
    'none',
  );
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/in`;
  Object.assign(process.env, {
    LANZHA_SMTP_HOST: '127.0.0.1',
    LANZHA_SMTP_PORT: String(mail.settings.port),
    LANZHA_SMTP_SECURITY: 'none',
    LANZHA_SMTP_FROM: 'lanzha@centre.example',
    LANZHA_PUBLIC_URL: 'https://lanzha.example',
    LANZHA_WEBHOOK_LOOPBACK: '1',
  });
  await owner.pool.query("UPDATE rule_param SET value = '1' WHERE code = 'notify.retry.first'");
  await owner.pool.query("UPDATE rule_param SET value = '2' WHERE code = 'notify.tries'");
  app = await startTestApp(database);
  units = await furnish(app.db);
  const add = async (username: string, unit: string, roles: Role[]) => {
    people[username] = await addAccount(app.db, { username, unit, roles });
    tabs[username] = new Browser(app);
    await tab(username).signIn(username);
  };
  await add('anna', units.xinqi, ['station_officer']);
  await add('bob', units.xinqi, ['grid_worker']);
  await add('carl', units.xiaogang, ['station_officer']);
  await add('admin', units.centre, ['system_admin']);
});
afterAll(async () => {
  await app.close();
  await owner.close();
  await mail.close();
  hook.closeAllConnections();
  await new Promise((resolve) => hook.close(resolve));
});

type Told = Omit<Parameters<typeof notify>[1], 'kind'> & { kind?: Parameters<typeof notify>[1]['kind'] };
const tell = (told: Told) =>
  app.db.inTransaction(machine, (tx) => notify(tx, { kind: 'warning.due', ...told }));
interface Listing {
  items: Notice[];
  next: string | null;
  unread: number;
}
const listOf = async (name: string, query = '') =>
  (await tab(name).get<Listing>(`/notify/notices${query}`)).body;
const clear = (name: string) => tab(name).post('/notify/notices/mark-all', {});

describe('a notice', () => {
  test('reaches one person, a unit, or those of a unit who hold a role, each once', async () => {
    expect(await tell({ to: { person: people.anna! } })).toBe(1);
    expect(await tell({ to: { unit: units.xinqi } })).toBe(2);
    expect(await tell({ to: { unit: units.xinqi, role: 'grid_worker' } })).toBe(1);
    expect(await tell({ to: [{ unit: units.xinqi }, { person: people.anna! }] })).toBe(2);
    expect(await tell({ to: { unit: units.xinqi }, except: people.anna! })).toBe(1);
    expect((await listOf('anna')).items).toHaveLength(3);
    expect((await listOf('bob')).items).toHaveLength(4);
    expect((await listOf('carl')).items).toEqual([]);
  });

  test('is there when, and only when, the business is', async () => {
    const before = (await listOf('carl')).unread;
    const undone = app.db.inTransaction(machine, async (tx) => {
      await notify(tx, { to: { person: people.carl! }, kind: 'warning.due' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect((await listOf('carl')).unread).toBe(before);
  });

  test('carries nothing that could be somebody’s number, and links to a page of this system only', async () => {
    await tell({ to: { person: people.carl! }, params: { who: '请联系 13800001234', no: 12 } });
    expect((await listOf('carl')).items[0]?.params).toEqual({ who: '请联系 138****1234', no: 12 });
    for (const link of ['https://evil.example', '//evil.example', '/warnings/13800001234', '/a?q=1'])
      await expect(tell({ to: { person: people.carl! }, link })).rejects.toThrow(RangeError);
  });

  test('is marked read and unread, alone and all together, and pages on', async () => {
    await clear('carl');
    for (let no = 0; no < 5; no++) await tell({ to: { person: people.carl! }, params: { no } });
    const first = await listOf('carl', '?limit=2');
    expect(first.items.map(({ params }) => params.no)).toEqual([4, 3]);
    expect(first.unread).toBe(5);
    const second = await listOf('carl', `?limit=2&cursor=${first.next}`);
    expect(second.items.map(({ params }) => params.no)).toEqual([2, 1]);
    const [newest] = first.items;
    const mark = (read: boolean) => tab('carl').post(`/notify/notices/${newest?.id}/mark`, { read });
    expect(await mark(true)).toMatchObject({ status: 200, body: { readAt: expect.any(String) } });
    expect((await listOf('carl', '?state=unread')).items).toHaveLength(4);
    expect(await mark(false)).toMatchObject({ status: 200, body: { readAt: null } });
    // What came after the newest one that was seen stays unread.
    await tell({ to: { person: people.carl! }, params: { no: 5 } });
    const marked = await tab('carl').post('/notify/notices/mark-all', { upTo: newest?.id });
    expect(marked).toMatchObject({ body: { marked: 5 } });
    expect((await listOf('carl')).unread).toBe(1);
  });

  test('belongs to its recipient: another can neither read nor mark it', async () => {
    await tell({ to: { person: people.carl! } });
    const [item] = (await listOf('carl')).items;
    expect(await tab('anna').post(`/notify/notices/${item?.id}/mark`, { read: true })).toMatchObject({
      status: 404,
    });
    const scope = { kind: 'person', person: people.anna!, place: '33', units: [units.xiaogang] } as const;
    const { rowCount } = await app.db.inTransaction(scope, (tx) =>
      tx.query('SELECT FROM notice WHERE person_id = $1', [people.carl]),
    );
    expect(rowCount).toBe(0);
  });

  test('is never deleted or rewritten by the application', async () => {
    await expect(app.db.pool.query('DELETE FROM notice')).rejects.toThrow('permission denied');
    await expect(app.db.pool.query("UPDATE notice SET kind = 'x'")).rejects.toThrow('permission denied');
    await expect(app.db.pool.query('DELETE FROM delivery')).rejects.toThrow('permission denied');
  });

  test('that the person does not want shown is not, unless it is urgent', async () => {
    await clear('carl');
    const preferences = [{ kind: 'warning.due', inApp: false, mail: false }];
    await tab('carl').post('/notify/settings', { preferences });
    await tell({ to: { person: people.carl! } });
    expect((await listOf('carl')).unread).toBe(0);
    await tell({ to: { person: people.carl! }, urgent: true });
    expect((await listOf('carl')).unread).toBe(1);
  });

  test('rings in the open windows of its recipient and in nobody else’s', async () => {
    const rings = async (name: string) => {
      const stop = new AbortController();
      const response = await fetch(`${app.url}/api/v1/live`, {
        headers: { cookie: tab(name).cookie ?? '' },
        signal: stop.signal,
      });
      let text = '';
      const reading = (async () => {
        for await (const part of response.body ?? []) text += Buffer.from(part).toString();
      })().catch(() => undefined);
      return {
        text: () => text,
        end: () => {
          stop.abort();
          return reading;
        },
      };
    };
    const [anna, bob] = [await rings('anna'), await rings('bob')];
    await tell({ to: { person: people.anna! } });
    await vi.waitFor(() => expect(anna.text()).toContain('notice.changed'), 5_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(bob.text()).not.toContain('notice.changed');
    await Promise.all([anna.end(), bob.end()]);
  });
});

const settle = { timeout: 15_000, interval: 100 };
const deliveriesOf = async (state: string) =>
  (await tab('admin').get<{ items: Delivery[] }>(`/notify/deliveries?state=${state}`)).body.items;

describe('mail', () => {
  const code = () => decodeMail(mail.mails.at(-1)?.text ?? '').match(/验证码:(\d{8})/)?.[1] ?? '';

  test('goes nowhere before a code sent there came back', async () => {
    const set = await tab('anna').post<NoticeSettings>('/notify/address', {
      address: 'anna@station.example',
    });
    expect(set.body.address).toEqual({ masked: 'a***@station.example', verified: false });
    await vi.waitFor(() => expect(code()).not.toBe(''), settle);
    const wrong = code() === '00000000' ? '00000001' : '00000000';
    expect(await tab('anna').post('/notify/address/confirm', { code: wrong })).toMatchObject({ status: 422 });
    const right = await tab('anna').post<NoticeSettings>('/notify/address/confirm', { code: code() });
    expect(right.body.address).toMatchObject({ verified: true });
    const { rows } = await owner.pool.query('SELECT * FROM mail_address');
    expect(JSON.stringify(rows)).not.toContain('anna@station');
  });

  test('a code may be guessed five times', async () => {
    await tab('bob').post('/notify/address', { address: 'bob@station.example' });
    await vi.waitFor(() => expect(mail.mails.at(-1)?.to).toEqual(['bob@station.example']), settle);
    const right = code();
    const wrong = right === '11111111' ? '11111112' : '11111111';
    for (let n = 0; n < 5; n++) await tab('bob').post('/notify/address/confirm', { code: wrong });
    expect(await tab('bob').post('/notify/address/confirm', { code: right })).toMatchObject({ status: 422 });
    await tab('bob').post('/notify/address', { address: 'bob@station.example' });
    await tab('bob').post('/notify/address', { address: 'bob@station.example' });
    expect(await tab('bob').post('/notify/address', { address: 'x@y.example' })).toMatchObject({
      status: 429,
    });
  });

  test('of an urgent kind goes out once, with a link and without names', async () => {
    await vi.waitFor(async () => expect(await deliveriesOf('waiting')).toEqual([]), settle);
    const before = mail.mails.length;
    await tell({
      to: { person: people.anna! },
      kind: 'warning.overdue',
      params: { who: '王某' },
      urgent: true,
    });
    await vi.waitFor(() => expect(mail.mails.length).toBeGreaterThan(before), settle);
    const words = decodeMail(mail.mails.at(-1)?.text ?? '');
    expect(words).toContain('有一条预警已超时限');
    expect(words).not.toContain('王某');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(mail.mails.length).toBe(before + 1);
  });

  test('that is refused for good becomes a dead letter at once, with its reason; it can be sent again', async () => {
    refuseMail = 550;
    await tell({ to: { person: people.anna! }, kind: 'warning.overdue', urgent: true });
    await vi.waitFor(async () => expect(await deliveriesOf('dead')).toHaveLength(1), settle);
    const [dead] = await deliveriesOf('dead');
    expect(dead).toMatchObject({
      channel: 'mail',
      reason: 'smtp.550',
      attempts: 1,
      person: { id: people.anna },
    });
    await vi.waitFor(
      async () => expect((await listOf('admin')).items[0]?.kind).toBe('delivery.dead'),
      settle,
    );
    refuseMail = 0;
    expect(await tab('admin').post(`/notify/deliveries/${dead?.id}/retry`, {})).toMatchObject({
      status: 200,
    });
    const sent = async () => (await deliveriesOf('sent')).map(({ id }) => id);
    await vi.waitFor(async () => expect(await sent()).toContain(dead?.id), settle);
    expect(await tab('admin').post(`/notify/deliveries/${dead?.id}/retry`, {})).toMatchObject({
      status: 409,
    });
    const { rows } = await owner.pool.query("SELECT event FROM audit_record WHERE event LIKE 'delivery.%'");
    expect(rows).toEqual([{ event: 'delivery.retried' }]);
  });

  test('that cannot pass now is tried again, and is dead after the last try; it is discarded with a reason', async () => {
    refuseMail = 450;
    await tell({ to: { person: people.anna! }, kind: 'warning.overdue', urgent: true });
    await vi.waitFor(async () => expect(await deliveriesOf('dead')).toHaveLength(1), settle);
    refuseMail = 0;
    const [dead] = await deliveriesOf('dead');
    expect(dead).toMatchObject({ reason: 'smtp.450', attempts: 2 });
    const discard = (reason: string) =>
      tab('admin').post(`/notify/deliveries/${dead?.id}/discard`, { reason });
    expect(await discard('x')).toMatchObject({ status: 400 });
    expect(await discard('收件人已调离')).toMatchObject({ status: 200 });
    expect(await deliveriesOf('dead')).toEqual([]);
    const { rows } = await owner.pool.query(
      "SELECT detail FROM audit_record WHERE event = 'delivery.discarded'",
    );
    expect(rows).toEqual([
      { detail: { sealedReason: { keyId: expect.any(Number), sealed: expect.any(String) } } },
    ]);
  });
});

describe('a webhook', () => {
  let made: { webhook: Webhook; secret: string };

  test('is made by the administrator, to an allowed place, with a secret that is shown once', async () => {
    const ask = (url: string) =>
      tab('admin').post<typeof made>('/notify/webhooks', { unit: units.xinqi, url, kinds: ['warning.due'] });
    for (const [url, reason] of [
      ['https://not.listed.example/', 'not_listed'],
      ['http://hook.example/', 'https'],
      ['https://a:b@hook.example/', 'credentials'],
    ])
      expect(await ask(url!)).toMatchObject({ status: 422, body: { data: { reason } } });
    made = (await ask(hookUrl)).body;
    expect(made.secret).toMatch(/^whsec_/);
    const { body } = await tab('admin').get<Webhook[]>('/notify/webhooks');
    expect(body).toHaveLength(1);
    const { rows } = await owner.pool.query("SELECT *, encode(sealed, 'escape') AS clear FROM webhook");
    expect(JSON.stringify([body, rows])).not.toContain(made.secret.slice(6, 20));
  });

  test('hears of its unit’s events, of its kinds, signed', async () => {
    heard.length = 0;
    await tell({ to: { person: people.anna! }, unitId: units.xinqi });
    await tell({ to: { person: people.anna! }, unitId: units.xiaogang });
    await tell({ to: { person: people.anna! }, unitId: units.xinqi, kind: 'warning.assigned' });
    await vi.waitFor(() => expect(heard).toHaveLength(1), settle);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(heard).toHaveLength(1);
    expect(heard[0]?.headers['webhook-signature']).toMatch(/^v1,[A-Za-z0-9+/=]{44}$/);
    expect(heard[0]?.body).toMatchObject({ type: 'warning.due', data: { urgent: false } });
  });

  test('signs with both secrets while they overlap', async () => {
    const { id, version } = made.webhook;
    const rotate = () => tab('admin').post<typeof made>(`/notify/webhooks/${id}/rotate`, { version });
    const turned = await rotate();
    expect(turned.body.secret).not.toBe(made.secret);
    expect(await rotate()).toMatchObject({ status: 409, body: { code: 'CHANGED' } });
    heard.length = 0;
    expect(await tab('admin').post(`/notify/webhooks/${id}/test`, {})).toMatchObject({
      body: { ok: true, reason: null },
    });
    expect(String(heard[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2);
    made = turned.body;
  });

  test('that fails for good becomes a dead letter; one that is switched off gets nothing', async () => {
    hookAnswers = 410;
    await tell({ to: { person: people.anna! }, unitId: units.xinqi });
    await vi.waitFor(async () => expect(await deliveriesOf('dead')).toHaveLength(1), settle);
    expect((await deliveriesOf('dead'))[0]).toMatchObject({ channel: 'webhook', reason: 'http.410' });
    hookAnswers = 200;
    const { id, version } = made.webhook;
    const off = await tab('admin').post<Webhook>(`/notify/webhooks/${id}`, { version, enabled: false });
    expect(off.body).toMatchObject({ enabled: false, version: version + 1 });
    heard.length = 0;
    await tell({ to: { person: people.anna! }, unitId: units.xinqi });
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(heard).toEqual([]);
  });

  test.each([
    ['GET', '/notify/webhooks'],
    ['POST', '/notify/webhooks'],
    ['GET', '/notify/deliveries'],
  ])('%s %s is the system administrator’s alone', async (method, path) => {
    const reply = await tab('anna').send(method, path, method === 'GET' ? undefined : {});
    expect(reply).toMatchObject({
      status: 403,
      body: { data: { act: 'notify.manage', roles: ['system_admin'] } },
    });
  });
});
