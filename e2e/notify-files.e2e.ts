import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

/** One green pixel, as a phone or a screenshot would send it. */
const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  const [answer] = await centre.send(await centre.addKey(), [
    {
      id: 'NF-1',
      kind: 'instruction',
      level: 'middle',
      from: '市级平台',
      at: new Date().toISOString(),
      subject: { phone: '13600001111', name: '孙小云', place: '330206001' },
    },
  ]);
  warning = String(answer?.warningId);
  second = await centre.addPerson({ name: '李国强', username: 'liguoqiang', roles: ['duty_officer'] });
  // The first officer takes the warning: what others attach to it is news for him.
  const officer = await centre.signIn(centre.officer);
  const { version } = await officer.get<{ version: number }>(`/warnings/${warning}`);
  await officer.post(`/warnings/${warning}/sign`, { version });
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

const bell = (page: Page, unread: number) => page.getByRole('button', { name: `通知，${unread} 条未读` });
const files = (page: Page) => page.getByRole('region', { name: '附件和凭证' });

describe('a photo as proof', () => {
  test('is attached to a warning and previewed; who works on it hears of it without a reload', async () => {
    const worker = await openWindow(browser, centre.url, { account: centre.officer });
    await worker.page.goto('/warnings');
    await bell(worker.page, 0).waitFor();
    await worker.page.getByText('实时', { exact: true }).waitFor();

    const helper = await openWindow(browser, centre.url, { account: second });
    await helper.page.goto(`/warnings/${warning}`);
    await files(helper.page).getByText('还没有附件').waitFor();
    await files(helper.page)
      .locator('input[type=file]')
      .setInputFiles({ name: '转账界面.png', mimeType: 'image/png', buffer: photo });
    await files(helper.page).getByText('转账界面.png').waitFor();
    await files(helper.page).getByRole('button', { name: '预览 转账界面.png' }).click();
    const picture = helper.page.getByRole('img', { name: '转账界面.png' });
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1);

    await bell(worker.page, 1).waitFor();
    await worker.page.keyboard.press('b');
    const drawer = worker.page.getByRole('dialog');
    await drawer.getByRole('link', { name: '李国强给您处理的事项加了附件' }).waitFor();
    expect(await accessibilityFaults(worker.page)).toEqual([]);
    await drawer.getByRole('link', { name: '李国强给您处理的事项加了附件' }).click();
    await worker.page.waitForURL(`**/warnings/${warning}**`);
    await bell(worker.page, 0).waitFor();
    await files(worker.page).getByText('转账界面.png').waitFor();
    expect([...worker.problems, ...helper.problems]).toEqual([]);
    await worker.context.close();
    await helper.context.close();
  });

  test('under a false name is refused with a sentence, and can be taken off the list', async () => {
    const { page, context, problems } = await openWindow(browser, centre.url, {
      account: centre.officer,
      width: 'phone',
    });
    await page.goto(`/warnings/${warning}`);
    const input = files(page).locator('input[type=file]').first();
    await input.setInputFiles({ name: '照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<html>') });
    await files(page).getByRole('alert').getByText('文件的内容与扩展名不符').waitFor();
    await files(page).getByRole('button', { name: '取消 照片.jpg' }).click();
    await expect.poll(() => files(page).getByRole('alert').count()).toBe(0);
    await input.setInputFiles({ name: 'x.exe', mimeType: '', buffer: Buffer.from('MZ') });
    await files(page).getByText('不收这种文件').waitFor();
    await files(page).getByRole('button', { name: '拍照' }).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });
});
