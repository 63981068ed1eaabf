import type { Loan } from '@lanzha/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSender } from './desk-sender.ts';
import { accessibilityFaults, type Centre, launchBrowser, openWindow, startCentre } from './harness.ts';

let centre: Centre;
let browser: Browser;
let warning: string;

beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  await centre.addPerson({
    name: '沈院',
    username: 'shenyuan',
    roles: ['court_staff'],
    unit: '小港派出所',
  });
  warning = await openSender(centre, await centre.addKey())('钱小梅');
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

test('who may borrow is asked for again when it could not be read; a loan that could not be taken back is said to stand', async () => {
  const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
  await page.goto(`/warnings/${warning}`);
  const dialog = page.getByRole('dialog');
  const form = dialog.getByRole('form', { name: '借阅给…' });

  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/v1/loans/borrowers**', async (route) => {
    await held;
    await route.abort();
  });
  await page.getByRole('button', { name: '借阅给…' }).click();
  await dialog.getByRole('status', { name: '正在加载' }).waitFor();
  expect(await form.count()).toBe(0);
  release();
  await dialog.getByText(/^连不上服务器/).waitFor();
  expect(await form.count()).toBe(0);
  await page.unroute('**/api/v1/loans/borrowers**');
  await dialog.getByRole('button', { name: '重试' }).click();

  await form.getByLabel('借给谁').fill('沈院');
  await page.keyboard.press('Enter');
  await form.getByLabel('事由').fill('审理需要核对');
  await form.getByRole('button', { name: '借出' }).click();
  await dialog.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: '借阅给…' }).click();
  await page.route('**/api/v1/loans/*/end', (route) => route.abort());
  await dialog.getByRole('button', { name: '收回' }).click();
  await dialog
    .getByRole('alert')
    .getByText(/^连不上服务器，刚才的操作没有保存/)
    .waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.unroute('**/api/v1/loans/*/end');

  const officer = await centre.signIn(centre.officer);
  const [loan] = await officer.get<Loan[]>(`/loans?view=lent&warning=${warning}`);
  await officer.post(`/loans/${loan?.id}/end`);
  await dialog.getByRole('button', { name: '收回' }).click();
  await dialog.getByText('这次借阅已经结束。').waitFor();
  await expect.poll(() => dialog.getByRole('button', { name: '收回' }).count()).toBe(0);
  await context.close();
});
