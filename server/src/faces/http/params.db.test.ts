import type { Param, ParamVersion } from '@lanzha/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agree, findWaiting } from '../../ground/approvals/testing.ts';
import { machine } from '../../ground/db/index.ts';
import { addJob } from '../../ground/jobs/index.ts';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
const tabs = {
  security: new Browser({ url: '' }),
  leader: new Browser({ url: '' }),
  officer: new Browser({ url: '' }),
};
const { security, leader, officer } = tabs;

beforeAll(async () => {
  app = await startTestApp(database);
  const { centre } = await furnish(app.db);
  const roles = { security: 'security_admin', leader: 'leader', officer: 'duty_officer' } as const;
  for (const name of ['security', 'leader', 'officer'] as const) {
    await addAccount(app.db, { username: name, unit: centre, roles: [roles[name]] });
    Object.assign(tabs[name], { url: app.url });
    await tabs[name].signIn(name);
  }
});
afterAll(() => app.close());

const code = 'warning.high.contact';
const change = (more: object = {}) => ({
  value: '90',
  legalBasis: '区公安局预警处置办法第五条',
  certainty: '原文',
  why: '按本地文件改为九十分钟',
  ...more,
});
const find = async (wanted = code) => {
  const { body } = await officer.get<Param[]>('/params');
  const found = body.find((one) => one.code === wanted);
  if (found === undefined) throw new Error(`no parameter ${wanted}`);
  return found;
};
const propose = (more: object = {}, which = code) => security.post(`/params/${which}/propose`, change(more));
const history = async (which = code) => (await officer.get<ParamVersion[]>(`/params/${which}/history`)).body;
const explain = async (ids: readonly (string | number)[]) =>
  (await officer.get<ParamVersion[]>(`/params/versions?ids=${ids.join(',')}`)).body;
const hour = 3_600_000;
const later = (ms: number) => new Date(Date.now() + ms).toISOString();

describe('the list', () => {
  test('says of every number what it decides, where it comes from, and how sure that is', async () => {
    const { body } = await officer.get<Param[]>('/params');
    expect(body.length).toBeGreaterThan(15);
    expect(await find()).toMatchObject({
      meaning: { zh: '高级预警多久之内要联系上当事人' },
      current: { value: '120', unit: 'min', certainty: '设计', from: null, proposed: null, state: 'current' },
      next: null,
      pending: null,
    });
    const { body: marks } = await officer.get<Record<string, string>>('/params/marks');
    expect(marks).toMatchObject({ [code]: '设计', 'session.idle': '记忆' });
  });

  test('is not for liaisons, and proposing is for the security administrator alone', async () => {
    const units = await officer.get<{ id: string }[]>('/directory/units');
    await addAccount(app.db, { username: 'bank', unit: units.body[0]!.id, roles: ['bank_liaison'] });
    const bank = new Browser(app);
    await bank.signIn('bank');
    for (const path of ['/params', '/params/marks', `/params/${code}/history`, '/params/versions?ids=1'])
      expect((await bank.get(path)).status).toBe(403);
    for (const tab of [officer, leader])
      expect((await tab.post(`/params/${code}/propose`, change())).status).toBe(403);
    expect((await officer.get('/approvals?view=todo')).status).toBe(403);
  });
});

describe('thresholds', () => {
  const [urgent, high] = ['scoring.level.urgent', 'scoring.level.high'];
  test('stay in order at every instant at which one is to change, and none that another counts on is taken back', async () => {
    const outOfOrder = { status: 422, body: { code: 'OUT_OF_ORDER' } };
    await propose({ value: '90', from: later(hour) }, urgent);
    await agree(leader, urgent);
    await propose({ value: '85', from: later(2 * hour) }, high);
    await agree(leader, high);
    expect(await propose({ value: '80' }, high)).toMatchObject(outOfOrder); // urgent is still 80 now
    expect(await propose({ value: '84', from: later(3 * hour) }, urgent)).toMatchObject(outOfOrder);
    expect(await propose({ value: '70', from: later(hour / 2) }, urgent)).toMatchObject({ status: 200 });
    await agree(leader, urgent);
    const planned = async (which: string, value: string) =>
      (await history(which)).find((one) => one.value === value && one.state === 'scheduled')?.id;
    const takeBack = async (id: number | undefined) =>
      security.post(`/params/versions/${id}/withdraw`, { why: '改变了主意' });
    expect(await takeBack(await planned(urgent, '90'))).toMatchObject(outOfOrder);
    for (const [which, value] of [
      [high, '85'],
      [urgent, '90'],
      [urgent, '70'],
    ] as const)
      expect((await takeBack(await planned(which, value))).status).toBe(200);
  });
});

describe('a proposal', () => {
  test.each([
    ['a value out of bounds', { value: '100000' }, 422, 'OUT_OF_BOUNDS'],
    ['a value that is no number', { value: 'soon' }, 422, 'OUT_OF_BOUNDS'],
    ['a start in the past', { from: '2020-01-01T00:00:00Z' }, 422, 'TOO_EARLY'],
    ['no reason', { why: '' }, 400, 'BAD_REQUEST'],
    ['a certainty that is none', { certainty: '听说' }, 400, 'BAD_REQUEST'],
  ])('with %s is refused', async (_what, wrong, status, refusal) => {
    expect(await propose(wrong)).toMatchObject({ status, body: { code: refusal } });
  });

  test('for a parameter that is not there is refused', async () => {
    expect(await propose({}, 'no.such')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect((await officer.get('/params/no.such/history')).status).toBe(404);
  });

  test('changes nothing until another person agrees; then a new version counts and the old one stays', async () => {
    expect((await propose()).status).toBe(200);
    expect(await find()).toMatchObject({ current: { value: '120' }, pending: expect.any(String) });
    expect(await propose()).toMatchObject({ status: 409, body: { code: 'ALREADY_ASKED' } });
    const { id, version, offers } = await findWaiting(security, code, 'mine');
    expect(offers).toEqual(['withdraw']);
    expect(await security.post(`/approvals/${id}/approve`, { version })).toMatchObject({
      status: 403,
      body: { code: 'OWN_REQUEST', data: { why: 'requester' } },
    });
    expect(await agree(leader, code)).toMatchObject({ state: 'approved', decidedBy: { name: 'leader' } });
    expect(await find()).toMatchObject({
      current: {
        value: '90',
        certainty: '原文',
        reviewedBy: 'leader',
        proposed: { by: { name: 'security' }, why: '按本地文件改为九十分钟' },
      },
      pending: null,
    });
    const versions = await history();
    expect(versions[0]?.proposed?.why).toBe('按本地文件改为九十分钟');
    expect((await explain([versions[0]!.id]))[0]?.proposed?.why).toBe('按本地文件改为九十分钟');
    expect(versions.map(({ value, state }) => [value, state])).toEqual([
      ['90', 'current'],
      ['120', 'past'],
    ]);
    expect(versions[1]?.to).toBe(versions[0]?.from);
    expect(await explain([versions[1]!.id])).toMatchObject([{ value: '120', certainty: '设计' }]);
    const { rows } = await app.db.pool.query<{ event: string }>(
      'SELECT event FROM audit_record WHERE target = $1 OR target = $2 ORDER BY id',
      [id, code],
    );
    expect(rows.map(({ event }) => event)).toEqual([
      'approval.requested',
      'params.changed',
      'approval.approved',
    ]);
  });

  test('may start later, and be taken back until then', async () => {
    await propose({ value: '60', from: later(48 * hour) });
    await agree(leader, code);
    const { current, next } = await find();
    expect([current.value, next?.value]).toEqual(['90', '60']);
    expect(
      await officer.post(`/params/versions/${next?.id}/withdraw`, { why: '文件推迟施行' }),
    ).toMatchObject({ status: 403 });
    expect(
      (await security.post(`/params/versions/${next?.id}/withdraw`, { why: '文件推迟施行' })).body,
    ).toMatchObject({
      state: 'withdrawn',
      withdrawn: { why: '文件推迟施行' },
    });
    expect((await find()).next).toBeNull();
    expect(
      await security.post(`/params/versions/${next?.id}/withdraw`, { why: '文件推迟施行' }),
    ).toMatchObject({ status: 404 });
    expect(
      await security.post(`/params/versions/${current.id}/withdraw`, { why: '已经生效了' }),
    ).toMatchObject({
      body: { code: 'TOO_LATE' },
    });
  });

  test('that another version overtook is stale', async () => {
    await propose({ value: '80', from: later(hour) });
    const { id, version } = await findWaiting(leader, code);
    const owner = new (await import('pg')).default.Client(database.migrator);
    await owner.connect();
    await owner.query(
      "INSERT INTO rule_param (code, value, unit, legal_basis, certainty, effective_from) VALUES ($1, '85', 'min', 'x', '设计', now())",
      [code],
    );
    await owner.end();
    expect(await leader.post(`/approvals/${id}/approve`, { version })).toMatchObject({
      status: 409,
      body: { code: 'STALE', data: { why: 'changed' } },
    });
    expect(await security.post(`/approvals/${id}/withdraw`, { version })).toMatchObject({
      body: { state: 'withdrawn' },
    });
  });

  test('that waits longer than its own start is stale', async () => {
    await propose({ value: '70', from: later(1_500) });
    const { id, version } = await findWaiting(leader, code);
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    expect(await leader.post(`/approvals/${id}/approve`, { version })).toMatchObject({
      body: { code: 'STALE', data: { why: 'too_late' } },
    });
    expect(await leader.post(`/approvals/${id}/refuse`, { version, note: '过期了' })).toMatchObject({
      body: { state: 'refused', note: '过期了' },
    });
  });
});

describe('the database', () => {
  const insert = (more: string, value: string) =>
    app.db.pool.query(
      `INSERT INTO rule_param (code, value, unit, legal_basis, certainty, effective_from${more}) VALUES ('t.x', '1', 'min', 'x', '设计', ${value})`,
    );

  test('takes no version from the application without an approval, and none that reaches into the past', async () => {
    await expect(insert('', "now() + interval '1 h'")).rejects.toThrow('row-level security');
    const { rows } = await app.db.pool.query<{ id: string }>(
      "SELECT id FROM approval WHERE state = 'approved' LIMIT 1",
    );
    await expect(insert(', approval_id', `now() - interval '1 s', '${rows[0]?.id}'`)).rejects.toThrow(
      'row-level security',
    );
  });

  test('lets nobody edit or remove a version, a withdrawal or the history of a request', async () => {
    for (const table of [
      'rule_param',
      'rule_param_withdrawal',
      'approval',
      'approval_history',
      'approval_code',
    ])
      await expect(app.db.pool.query(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
    await expect(app.db.pool.query("UPDATE rule_param SET value = '1'")).rejects.toThrow('permission denied');
    await expect(app.db.pool.query("UPDATE approval SET payload = '{}'")).rejects.toThrow(
      'permission denied',
    );
    await expect(app.db.pool.query("UPDATE approval_history SET act = 'expire'")).rejects.toThrow(
      'permission denied',
    );
  });

  test('holds why a version was taken back sealed; the job seals what an earlier release left in clear', async () => {
    const rows = async () =>
      (await app.db.pool.query<{ row: string }>('SELECT w::text AS row FROM rule_param_withdrawal w')).rows
        .map(({ row }) => row)
        .join();
    expect(await rows()).not.toContain('文件推迟施行');
    await propose({ value: '61', from: later(72 * hour) });
    await agree(leader, code);
    const { next } = await find();
    await app.db.pool.query(
      `INSERT INTO rule_param_withdrawal (param_id, at, by, why)
       SELECT $1, now(), id, '找欧阳震华13987654321核实过' FROM person WHERE username = 'security'`,
      [next!.id],
    );
    const why = async () => (await explain([next!.id]))[0]?.withdrawn?.why;
    expect(await why()).toBe('找欧阳震华139****4321核实过');
    await app.db.inTransaction(machine, (tx) => addJob(tx, 'params.seal', {}));
    await expect.poll(rows, { timeout: 15_000 }).not.toContain('欧阳震华');
    expect(await why()).toBe('找欧阳震华139****4321核实过');
    for (const change of ["why_sealed = '{}'", "why = '另一个', why_sealed = NULL", 'at = now()'])
      await expect(app.db.pool.query(`UPDATE rule_param_withdrawal SET ${change}`)).rejects.toMatchObject({
        code: '42501',
      });
  });

  test('lets nobody decide on an own request, whatever a program says', async () => {
    await propose({ value: '75' });
    await expect(
      app.db.pool.query(
        "UPDATE approval SET state = 'approved', decided_by = requested_by, decided_at = now() WHERE state = 'pending'",
      ),
    ).rejects.toThrow('check constraint');
  });
});
