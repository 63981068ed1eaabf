import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSender } from './desk-sender.ts';
import { accessibilityFaults, type Centre, launchBrowser, openWindow, startCentre } from './harness.ts';

let centre: Centre;
let browser: Browser;
let send: ReturnType<typeof openSender>;
beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  send = openSender(centre, await centre.addKey());
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

describe('the clock of a warning', () => {
  test('says to whom it goes and when, stands still with a reason, and goes on', async () => {
    const id = await send('孙海燕', { level: 'high' });
    const client = await centre.signIn(centre.officer);
    await client.post(`/warnings/${id}/sign`, { version: 1 });
    await client.post(`/warnings/${id}/contact`, { version: 2, reached: false, failed: 'powered_off' });
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto(`/warnings/${id}`);
    await page.getByText(/仍未办到，报.+负责人/).waitFor();
    await page.getByRole('button', { name: '暂停计时' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('最多暂停 4 小时').waitFor();
    await dialog.getByRole('button', { name: '暂停计时' }).click();
    await dialog.getByText('请写明在等谁、等什么').waitFor();
    await dialog.getByRole('textbox').fill('已请运营商协助联系本人');
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: '暂停计时' }).click();
    await page.getByText('计时已暂停').first().waitFor();
    await page.getByText('等运营商回复').first().waitFor();
    expect(await client.get(`/warnings/${id}`)).toMatchObject({ clock: { paused: true }, version: 4 });
    await page.getByRole('button', { name: '恢复计时' }).click();
    await page
      .getByText(/剩 1 时 5\d 分/)
      .first()
      .waitFor();
    expect(await client.get(`/warnings/${id}`)).toMatchObject({ clock: { paused: false }, version: 5 });
    expect(problems).toEqual([]);
    await context.close();
  });

  test('turns red when it is over, and the history says so by itself', async () => {
    const due = new Date(Date.now() + 3_000).toISOString();
    const id = await send('吴建军', { level: 'high', due });
    const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto(`/warnings/${id}`);
    await page.locator('[data-urgency="over"]').first().waitFor();
    await page.getByText('超过时限').waitFor();
    await context.close();
  });
});
