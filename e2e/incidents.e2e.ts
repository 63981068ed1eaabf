import type { IncidentDetail, IncidentSummary, PlainElements } from '@lanzha/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSender } from './desk-sender.ts';
import {
  type Account,
  accessibilityFaults,
  type Centre,
  launchBrowser,
  openWindow,
  startCentre,
} from './harness.ts';

let centre: Centre;
let browser: Browser;
let second: Account;
let warning: string;
let incident: string;

type Versioned = { version: number };

beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  second = await centre.addPerson({ name: '李国强', username: 'liguoqiang', roles: ['duty_officer'] });
  warning = await openSender(centre, await centre.addKey())('钱小梅', { fraudType: '04' });
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

const type = async (page: Page, label: string, typed: string) => {
  const field = page.getByLabel(label, { exact: true }).first();
  await field.fill(typed);
  await field.press('Enter');
};
/** The name of the field is its own still: what becomes of its words is said beside it. */
const saved = async (page: Page, label: string) => {
  const id = await page.getByLabel(label, { exact: true }).first().getAttribute('id');
  await page.locator(`[id="${id}-state"]`).getByText('已保存').waitFor();
  await page.getByLabel(label, { exact: true }).first().waitFor();
};

test('a warning that ends as cheated opens the quick form; what is typed sloppily stands exactly in the sheet', async () => {
  const officer = await centre.signIn(centre.officer);
  const act = async (name: string, body: object = {}) => {
    const { version } = await officer.get<Versioned>(`/warnings/${warning}`);
    await officer.post(`/warnings/${warning}/${name}`, { version, ...body });
  };
  await act('assign', { person: officer.me.id });
  await act('sign');
  const loss = { amount: null, at: null };
  await act('close', { outcome: 'cheated', loss, stopPayment: 'asked' });

  const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
  await page.goto(`/warnings/${warning}`);
  await page.getByRole('link', { name: /警情 \d+ 号已建立，马上快采/ }).click();
  await page.getByRole('heading', { name: /号警情 快采/ }).waitFor();
  incident = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await page.getByText(/还剩 (29|30):\d\d/).waitFor();
  await page.getByText('已登记：钱**').waitFor();

  await page.getByRole('button', { name: '加一笔转账' }).click();
  await page.getByText('第 1 笔', { exact: true }).waitFor();
  await type(page, '金额', '3万5');
  await page.getByText('识别为 35,000.00 元').waitFor();
  const [amount, time] = await Promise.all(
    ['金额', '转账时间'].map(async (label) => (await page.getByLabel(label).first().boundingBox())?.y ?? 0),
  );
  expect(Math.abs(amount! - time!), 'fields side by side stand at one height').toBeLessThanOrEqual(2);
  await type(page, '转账时间', '昨天下午3点20分15秒');
  await type(page, '转出账号', '6217 0012 3456 7890 123');
  await type(page, '转出开户行', '建设银行北仑支行');
  await type(page, '收款账号', '6222-0298 7654-3210 987');
  await page.getByText('卡号校验不通过').first().waitFor();
  await type(page, '收款户名', '孙得利');
  await type(page, '证件号码', '11010519491231002x');
  await page.getByLabel('简要案情').fill('自称平台客服，共享屏幕后转走');
  await page.getByLabel('简要案情').blur();
  await page.getByRole('heading', { name: '止付必需的要素齐了' }).waitFor();
  await saved(page, '简要案情');
  await saved(page, '金额');
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.getByRole('button', { name: '打开紧急止付要素' }).click();
  const sheet = page.getByRole('region', { name: '紧急止付要素' });
  await sheet.waitFor();
  const words = (await sheet.textContent()) ?? '';
  const yesterday = new Date(Date.now() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10);
  for (const exact of [
    '姓名钱小梅',
    '证件号码11010519491231002X',
    '转出户名钱小梅',
    '转出账号6217001234567890123',
    '转出开户行建设银行北仑支行',
    '收款户名孙得利',
    '收款账号6222029876543210987',
    '金额（元）35000.00',
    `转账时间${yesterday} 15:20:15`,
    '本系统不发送任何指令',
  ])
    expect(words).toContain(exact);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(problems).toEqual([]);
  await context.close();
});

test('two officers in one field: both values are shown, and the one that is chosen stands', async () => {
  const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
  await page.goto(`/incidents/${incident}`);
  const field = page.getByLabel('群、聊天账号');
  await field.waitFor();
  await field.pressSequentially('客');
  const other = await centre.signIn(second);
  const { version } = await other.get<Versioned>(`/incidents/${incident}`);
  await other.post(`/incidents/${incident}/record`, { version, set: { contactGroup: '退款服务群' } });
  await field.fill('客服一号群');
  await field.blur();
  await page.getByText(/李国强 同时填了“退款服务群”，您填的是“客服一号群”/).waitFor();
  await page.getByRole('button', { name: '用我填的' }).click();
  await saved(page, '群、聊天账号');
  const { values } = await other.post<PlainElements>(`/incidents/${incident}/plain`, { purpose: 'check' });
  expect(values.contactGroup).toBe('客服一号群');

  const warnedBefore = page.getByRole('group', { name: '被骗之前接到过预警吗', exact: true });
  const now = await other.get<Versioned>(`/incidents/${incident}`);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  // The news of the other's answer comes after one's own: as when both choose in the same moment.
  await page.route('**/api/v1/incidents/*/record', async (route) => {
    await held;
    await route.continue();
  });
  await warnedBefore.getByRole('radio', { name: '是' }).check();
  await other.post(`/incidents/${incident}/record`, { version: now.version, set: { warnedBefore: 'no' } });
  release();
  await page.getByText(/李国强 同时填了“否”，您填的是“是”/).waitFor();
  await page.getByRole('button', { name: '用对方填的' }).click();
  await warnedBefore.getByRole('radio', { name: '否', checked: true }).waitFor();
  await context.close();
});

test('what a colleague has corrected takes the place of what one has typed, also where both look the same masked', async () => {
  const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
  await page.goto(`/incidents/${incident}`);
  await type(page, '收款户名', '孙得利');
  await saved(page, '收款户名');
  const other = await centre.signIn(second);
  const seen = await other.get<IncidentDetail>(`/incidents/${incident}`);
  const transfer = seen.rows[0]!.id;
  const correct = (set: object) =>
    other.post(`/incidents/${incident}/transfers/${transfer}/record`, { version: seen.version, set });
  await correct({ toName: '孙得胜' });
  await expect.poll(() => page.getByLabel('收款户名', { exact: true }).inputValue()).toBe('');

  const amount = page.getByLabel('金额', { exact: true }).first();
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/v1/incidents/*/transfers/*/record', async (route) => {
    await held;
    await route.continue();
  });
  await amount.fill('3万4');
  await amount.blur();
  await correct({ amount: 3_600_000 });
  release();
  await page.getByText(/李国强 同时填了“36,000\.00”，您填的是“3万4”/).waitFor();
  await page.getByRole('button', { name: '用对方填的' }).click();
  await expect.poll(() => amount.inputValue()).toBe('36,000.00');
  await amount.fill('3万5');
  await amount.blur();
  await saved(page, '金额');
  await other.post(`/incidents/${incident}/record`, { version: seen.version, set: { subtype: '02' } });
  await page.getByText(/^全部经过/).click();
  await page.getByText(/小类.* → 02 \S+/).waitFor();
  await context.close();
});

test('what could not be sent is sent when the field is left again', async () => {
  const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
  await page.goto(`/incidents/${incident}`);
  const field = page.getByLabel('对方电话', { exact: true });
  await page.route('**/api/v1/incidents/*/record', (route) => route.abort());
  await field.fill('13712345678');
  await field.blur();
  await page.getByText(/连不上服务器/).waitFor();
  await page.unroute('**/api/v1/incidents/*/record');
  await field.focus();
  await field.blur();
  await saved(page, '对方电话');
  await context.close();
});

test('on a phone it is collected and handed over, and the clock ends', async () => {
  const { page, context, problems } = await openWindow(browser, centre.url, {
    account: centre.officer,
    width: 'phone',
  });
  await page.goto('/incidents');
  await page.getByRole('link', { name: /号 · 钱\*\*/ }).click();
  await page.getByRole('button', { name: '采集完成' }).click();
  await page.getByLabel('移交给').fill('市局止付专席');
  await page.getByLabel('回执编号').fill('ZF-2026-0312');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: '登记移交' }).click();
  await page.getByText(/移交给 市局止付专席，回执：ZF-2026-0312/).waitFor();
  const reader = await centre.signIn(second);
  const { items } = await reader.get<{ items: IncidentSummary[] }>('/incidents?view=handed_over');
  expect(items).toMatchObject([{ id: incident, state: 'handed_over', lossFen: 3_500_000 }]);
  expect(problems).toEqual([]);
  await context.close();
});

test('the script for the type at hand is beside the next step', async () => {
  const { page, context } = await openWindow(browser, centre.url, { account: second });
  await page.goto(`/warnings/${warning}`);
  await page.getByText('话术：冒充电商物流客服').click();
  await page.getByText(/自己拨打 96110 或者 110/).waitFor();
  await page.getByRole('radio', { name: '短信' }).check();
  await page.getByText(/^【反诈提醒】/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await context.close();
});
