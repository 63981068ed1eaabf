import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Centre, launchBrowser, openWindow, startCentre } from './harness.ts';

// What a person has typed, or is shown once, is not lost by a slip, a slow line or a lost answer.
let centre: Centre;
let browser: Browser;

beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

test('a signal whose answer was lost is sent again as the same one; the next form knows nothing of the person', async () => {
  const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
  await page.goto('/warnings');
  await page.getByRole('button', { name: '录入线索' }).click();
  const dialog = page.getByRole('dialog', { name: '录入一条线索' });
  await dialog.getByLabel('当事人手机号').fill('13812345678');
  await dialog.getByLabel('所述情况').fill('对方自称公安，让我把钱转到安全账户');
  await dialog.getByRole('radio', { name: '已被骗' }).check();
  let lost = 0;
  await page.route('**/api/v1/signals/enter', async (route) => {
    await route.fetch();
    lost++;
    await route.abort();
  });
  await dialog.getByRole('button', { name: '录入并研判' }).click();
  await dialog.getByText(/连不上服务器/).waitFor();
  expect(lost).toBe(1);
  await page.unroute('**/api/v1/signals/enter');
  // Closed by mistake, and opened again.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '录入线索' }).click();
  await dialog.getByRole('button', { name: '录入并研判' }).click();
  await dialog.getByText('这条线索此前已经录入过').waitFor();
  await dialog.getByRole('button', { name: '再录一条' }).click();
  expect(await dialog.getByLabel('当事人手机号').inputValue()).toBe('');
  expect(await dialog.getByRole('radio', { name: '已被骗' }).isChecked()).toBe(false);
  const officer = await centre.signIn(centre.officer);
  const { items } = await officer.get<{ items: object[] }>('/warnings');
  expect(items).toHaveLength(1);
  await context.close();
});

test('one that was sent is not offered as a draft, although nobody waited for the answer', async () => {
  const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
  await page.goto('/warnings');
  await page.getByRole('button', { name: '录入线索' }).click();
  const dialog = page.getByRole('dialog', { name: '录入一条线索' });
  await dialog.getByLabel('当事人手机号').fill('13812345679');
  await dialog.getByLabel('所述情况').fill('让我下载会议软件共享屏幕');
  const answered = page.waitForResponse('**/api/v1/signals/enter');
  await page.route('**/api/v1/signals/enter', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue();
  });
  await dialog.getByRole('button', { name: '录入并研判' }).click();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await (await answered).finished();
  await page.getByRole('button', { name: '录入线索' }).click();
  await expect.poll(() => dialog.getByLabel('当事人手机号').inputValue()).toBe('');
  await context.close();
});

test('a name with a blank can be typed, and a year digit by digit', async () => {
  const matrix = await openWindow(browser, centre.url, { account: centre.security });
  await matrix.page.goto('/matrix');
  const person = matrix.page.getByLabel('人员', { exact: true });
  await person.pressSequentially('Li Ming', { delay: 20 });
  await matrix.page.waitForURL(/q=Li(\+|%20)Ming/);
  expect(await person.inputValue()).toBe('Li Ming');
  await matrix.context.close();

  const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
  await page.goto('/lists?received=2026-03-01..');
  await page.getByRole('button', { name: /筛选/ }).click();
  const from = page.getByLabel(/^收到时间 /).first();
  expect(await from.inputValue()).toBe('2026-03-01');
  // What the browser tells while the year is being typed.
  for (const typed of ['0002-03-01', '0020-03-01', '0202-03-01']) {
    await from.fill(typed);
    expect(await from.inputValue()).toBe(typed);
  }
  await from.fill('2025-03-01');
  await page.waitForURL(/received=2025-03-01/);
  await context.close();
});

test('a secret that is being made is not lost by a slip', async () => {
  const [admin, security] = await Promise.all([centre.signIn(centre.admin), centre.signIn(centre.security)]);
  const { approval } = await admin.post<{ approval: string }>('/service-keys', {
    unit: (await centre.units())[0]!.code,
    source: '运营商甲',
    allow: ['signals:write'],
    why: '接入预警推送',
  });
  await security.post(`/approvals/${approval}/approve`, { version: 1 });
  const { page, context } = await openWindow(browser, centre.url, { account: centre.admin });
  await page.goto('/service-keys');
  await page.getByRole('button', { name: '领取', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await page.route('**/api/v1/service-keys/*/fetch', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue();
  });
  await dialog.getByRole('button', { name: '领取', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: '请保存密钥' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.getByText(/密钥只在这里显示一次/).waitFor();
  await dialog.getByRole('button', { name: '已保存好' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await context.close();
});

test('who cannot be signed out is told so; a session that is over already ends the page, too', async () => {
  const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
  await page.goto('/warnings');
  await page.route('**/api/v1/session', (route) =>
    route.request().method() === 'DELETE' ? route.abort() : route.continue(),
  );
  await page.getByRole('button', { name: '张敏' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByText(/您还没有退出登录/).waitFor();
  await page.unroute('**/api/v1/session');
  // Ended elsewhere in the same moment.
  await page.route('**/api/v1/session', async (route) => {
    await context.clearCookies();
    const { cookie: _, ...headers } = await route.request().allHeaders();
    await route.continue({ headers });
  });
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.waitForURL(/sign-in/);
  await context.close();
});
