import type { ParamVersion, SignalAnswer, WarningDetail } from '@lanzha/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agree } from '../../ground/approvals/testing.ts';
import { testDatabase } from '../../testing/database.ts';
import { addAccount, Browser, furnish, startTestApp, type TestApp } from '../testing.ts';

const database = await testDatabase();
let app: TestApp;
const [officer, security, leader] = [1, 2, 3].map(() => new Browser({ url: '' })) as [
  Browser,
  Browser,
  Browser,
];

beforeAll(async () => {
  app = await startTestApp(database);
  const { centre } = await furnish(app.db);
  for (const [tab, username, role] of [
    [officer, 'officer', 'duty_officer'],
    [security, 'security', 'security_admin'],
    [leader, 'leader', 'leader'],
  ] as const) {
    await addAccount(app.db, { username, unit: centre, roles: [role] });
    Object.assign(tab, { url: app.url });
    await tab.signIn(username);
  }
});
afterAll(() => app.close());

let next = 0;
async function enter(level: 'high' | 'middle'): Promise<WarningDetail> {
  next += 1;
  const { body } = await officer.post<SignalAnswer>('/signals/enter', {
    id: `P-${next}`,
    kind: 'instruction',
    level,
    from: '市级平台',
    at: new Date().toISOString(),
    subject: { phone: `1360001000${next}`, name: '赵一', place: '330206001' },
  });
  return (await officer.get<WarningDetail>(`/warnings/${body.warningId}`)).body;
}

async function change(code: string, value: string): Promise<void> {
  const body = { value, legalBasis: '测试文件第一条', certainty: '原文', why: '按本地文件修改' };
  expect((await security.post(`/params/${code}/propose`, body)).status).toBe(200);
  await agree(leader, code);
}

/** The values that a past decision was made with, from the version ids it kept. */
async function explained(id: string): Promise<Record<string, string>> {
  const { body } = await officer.get<WarningDetail>(`/warnings/${id}`);
  const kept = body.history.find(({ act }) => act === 'dispatch')?.detail ?? {};
  const ids = [kept.levelParam, kept.contactParam].filter((one) => one !== undefined);
  const versions = await officer.get<ParamVersion[]>(`/params/versions?ids=${ids.join(',')}`);
  return Object.fromEntries(versions.body.map(({ code, value }) => [code, value]));
}

const minutes = ({ clock, receivedAt }: WarningDetail) =>
  Math.round((Date.parse(clock.contactDue ?? '') - Date.parse(receivedAt)) / 60_000);

test('a changed time counts for new warnings only, and each warning is explained by the numbers it was made with', async () => {
  const before = await enter('high');
  expect(minutes(before)).toBe(120);
  await change('warning.high.contact', '45');
  await change('scoring.level.high', '65');
  const after = await enter('high');
  expect(minutes(after)).toBe(45);
  const again = (await officer.get<WarningDetail>(`/warnings/${before.id}`)).body;
  expect(again.clock.contactDue).toBe(before.clock.contactDue);
  expect(await explained(before.id)).toEqual({ 'scoring.level.high': '60', 'warning.high.contact': '120' });
  expect(await explained(after.id)).toEqual({ 'scoring.level.high': '65', 'warning.high.contact': '45' });
});

test('levels stay one above the other', async () => {
  const body = { value: '39', legalBasis: '测试文件第一条', certainty: '设计', why: '试一个不合适的数' };
  expect(await security.post('/params/scoring.level.high/propose', body)).toMatchObject({
    status: 422,
    body: { code: 'OUT_OF_ORDER' },
  });
});

test('a threshold decides from the next signal on', async () => {
  const text = (n: number) => ({
    id: `S-${n}`,
    kind: 'sms',
    at: new Date().toISOString(),
    text: '您涉嫌洗钱,请立即下载会议软件共享屏幕,把钱转到安全账户配合调查',
    subject: { phone: `1360002000${n}`, name: '钱二', place: '330206001' },
  });
  const first = (await officer.post<SignalAnswer>('/signals/enter', text(1))).body;
  expect(first.level).not.toBeNull();
  for (const [code, value] of [
    ['scoring.level.urgent', '100'],
    ['scoring.level.high', '99'],
    ['scoring.level.middle', '98'],
    ['scoring.level.low', '97'],
  ] as const)
    await change(code, value);
  const second = (await officer.post<SignalAnswer>('/signals/enter', text(2))).body;
  expect(second.score).toBe(first.score);
  expect(second.level).toBe((second.score ?? 0) < 97 ? null : first.level);
});
