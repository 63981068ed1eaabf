import type { Explained, ExplainedStored, SignalAnswer, WarningTrace } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../faces/testing.ts';
import { machine } from '../ground/db/index.ts';
import { testDatabase } from '../testing/database.ts';

let app: TestApp;
const tabs: Record<string, Browser> = {};

beforeAll(async () => {
  app = await startTestApp(await testDatabase());
  const units = await furnish(app.db);
  for (const [username, unit, role] of [
    ['analyst', units.centre, 'analyst'],
    ['duty', units.centre, 'duty_officer'],
    ['desk', units.xinqi, 'duty_officer'],
    ['other', units.xiaogang, 'duty_officer'],
    ['station', units.xinqi, 'station_officer'],
    ['leader', units.centre, 'leader'],
  ] as const) {
    await addAccount(app.db, { username, unit, roles: [role] });
    const tab = new Browser(app);
    await tab.signIn(username);
    tabs[username] = tab;
  }
});
afterAll(() => app.close());

let serial = 0;
const freshPhone = () => String(13_700_000_000 + ++serial);
const signal = (kind: string, phone: string, more: object = {}) => ({
  ...{ id: `E-${++serial}`, kind, at: new Date().toISOString() },
  ...{ subject: { phone, place: '330206001' }, ...more },
});
const overseas = (phone: string) => signal('call', phone, { from: '0085212345678', seconds: 900 });
const transfer = (phone: string) =>
  signal('transfer', phone, { to: { account: '6228480012345678' }, amount: 5_000_000, newPayee: true });
const enter = async (one: object) => (await tabs.duty!.post<SignalAnswer>('/signals/enter', one)).body;
const explain = (who: string, one: object) => tabs[who]!.post<Explained>('/signals/explain', one);
const count = async (sql: string, values: unknown[] = []) =>
  (await app.db.inTransaction(machine, (tx) => tx.query<{ n: number }>(sql, values))).rows[0]!.n;

describe('a trial', () => {
  test('says what the decision will be, every rule with its reason, and keeps nothing but that it was asked', async () => {
    const phone = freshPhone();
    await enter(overseas(phone));
    const before = await count('SELECT count(*)::integer AS n FROM signal_id');
    const asked = transfer(phone);
    const { status, body } = await explain('analyst', asked);
    expect(status).toBe(200);
    expect(body).toMatchObject({ history: 'used', trace: { level: 'urgent', late: false } });
    expect(body.trace.sums).toContainEqual({ what: '可疑通话', over: '2 小时', value: '1 次' });
    expect(body.trace.rules.find(({ code }) => code === 'transfer.screen-sharing')).toMatchObject({
      fired: false,
      text: '近 24 小时屏幕共享 0 次，需 1 次。',
    });
    expect(JSON.stringify(body)).not.toMatch(/\d{7}/);
    expect(await count('SELECT count(*)::integer AS n FROM signal_id')).toBe(before);
    const audited = await count(
      `SELECT count(*)::integer AS n FROM audit_record WHERE target = 'signals/explain' AND event = 'vault.searched'
         AND detail @> '{"kinds":["phone"],"kind":"transfer"}' AND detail::text NOT LIKE '%' || $1 || '%'`,
      [phone],
    );
    expect(audited).toBe(1);
    const decided = await enter(asked);
    expect(decided).toMatchObject({ level: body.trace.level, score: body.trace.score });
    expect(decided.reasons!.map(({ code }) => code)).toEqual(
      body.trace.rules.filter(({ fired }) => fired).map(({ code }) => code),
    );
  });

  test.each([
    ['analyst', 200],
    ['duty', 200],
    ['station', 403],
    ['leader', 403],
  ])('%s: %i', async (who, status) => {
    expect((await explain(who, overseas(freshPhone()))).status).toBe(status);
    const stored = await tabs[who]!.post('/signals/explain-stored', { id: 'nothing', source: '值班录入' });
    expect(stored.status).toBe(status === 200 ? 404 : status);
  });

  test('tells a desk nothing of people outside its scope: they look like somebody unknown', async () => {
    const phone = freshPhone();
    await enter(overseas(phone));
    const asked = { ...transfer(phone), subject: { phone } };
    expect((await explain('desk', asked)).body).toMatchObject({ history: 'used' });
    const other = (await explain('other', asked)).body;
    const unknown = (await explain('other', { ...asked, subject: { phone: freshPhone() } })).body;
    expect(other).toEqual(unknown);
    expect(other).toMatchObject({ history: 'none', trace: { level: null } });
  });

  test('of something senseless is refused in words', async () => {
    const late = { ...overseas(freshPhone()), at: new Date(Date.now() + 3_600_000).toISOString() };
    expect(await explain('analyst', late)).toMatchObject({ status: 422, body: { code: 'REJECTED' } });
  });

  test('counts like a search: too many must wait', async () => {
    await app.db.inTransaction(machine, (tx) =>
      tx.query(
        `INSERT INTO audit_record (actor, event, ok) SELECT p.id, 'vault.searched', true FROM person p, generate_series(1, 200)
         WHERE p.username = 'other'`,
      ),
    );
    expect((await explain('other', overseas(freshPhone()))).status).toBe(429);
  });
});

describe('a signal that came in', () => {
  test('that raised a warning shows the evaluation as it was, in the warning too', async () => {
    const phone = freshPhone();
    const call = overseas(phone);
    const { warningId, score } = await enter(call);
    const stored = await tabs.analyst!.post<ExplainedStored>('/signals/explain-stored', {
      id: call.id,
      source: '值班录入',
    });
    expect(stored.body).toMatchObject({ from: 'kept', score, warning: { id: warningId } });
    const { body } = await tabs.duty!.get<WarningTrace[]>(`/warnings/${warningId}/trace`);
    expect(body).toHaveLength(1);
    expect(body[0]!.trace).toEqual(stored.body.trace);
    expect(body[0]!.trace.rules.find(({ code }) => code === 'call.overseas-long')).toMatchObject({
      fired: true,
      weight: 45,
      text: '与境外号码通话 15 分钟。',
    });
  });

  test('that raised none says why not', async () => {
    const call = { ...overseas(freshPhone()), seconds: 480 };
    expect(await enter(call)).toMatchObject({ level: null });
    const { body } = await tabs.analyst!.post<ExplainedStored>('/signals/explain-stored', {
      id: call.id,
      source: '值班录入',
    });
    expect(body).toMatchObject({ from: 'again', level: null, warning: null });
    expect(body.trace.rules.find(({ code }) => code === 'call.overseas-long')).toMatchObject({
      fired: false,
      near: true,
      text: '通话 8 分钟，需满 10 分钟。',
    });
  });

  test('is not found from outside its scope, by another source, or when it never came', async () => {
    const call = overseas(freshPhone());
    await enter(call);
    const asked = async (who: string, more: object) =>
      (await tabs[who]!.post('/signals/explain-stored', { id: call.id, source: '值班录入', ...more })).status;
    expect(await asked('desk', {})).toBe(200);
    expect(await asked('analyst', { source: '另一来源' })).toBe(404);
    expect(await asked('analyst', { id: 'E-never' })).toBe(404);
  });
});

describe('the trace of a warning', () => {
  test('is seen by whoever sees the warning, and by nobody else', async () => {
    const { warningId } = await enter(overseas(freshPhone()));
    expect((await tabs.station!.get(`/warnings/${warningId}/trace`)).status).toBe(200);
    expect((await tabs.other!.get(`/warnings/${warningId}/trace`)).status).toBe(404);
    expect((await new Browser(app).get(`/warnings/${warningId}/trace`)).status).toBe(401);
  });

  test('names the entry of a known list that spoke, as soon as it was listed', async () => {
    const account = `62170000${String(10_000_000 + ++serial)}`;
    const listed = await tabs.analyst!.post<{ id: string }>('/links', {
      ...{ kind: 'account', verdict: 'bad', value: account, source: '经侦', why: '涉案收款账户' },
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    });
    const one = { ...transfer(freshPhone()), to: { account }, newPayee: false };
    const { level, warningId, reasons } = await enter(one);
    expect(level).toBe('urgent');
    expect(reasons).toMatchObject([{ code: 'transfer.known-bad-payee' }]);
    const { body } = await tabs.duty!.get<WarningTrace[]>(`/warnings/${warningId}/trace`);
    expect(body[0]!.trace.listed).toEqual([{ what: 'payee', verdict: 'bad', entry: listed.body.id }]);
    await tabs.analyst!.post(`/links/${listed.body.id}/lift`, { version: 1, why: '核实为误列' });
    expect(await enter({ ...one, id: 'E-after-lifting', subject: { phone: freshPhone() } })).toMatchObject({
      level: null,
    });
  });

  test('holds no identifier', async () => {
    const leaks = await count(
      `SELECT count(*)::integer AS n FROM warning_evidence
       WHERE trace IS NOT NULL AND regexp_replace(trace::text, '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', '', 'g') ~ '[0-9]{8}'`,
    );
    expect(leaks).toBe(0);
    expect(
      await count('SELECT count(*)::integer AS n FROM warning_evidence WHERE trace IS NOT NULL'),
    ).toBeGreaterThan(2);
  });
});
