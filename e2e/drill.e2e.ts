import { rm } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settled } from '../scripts/screens/settle.ts';
import {
  accessibilityFaults,
  languages,
  launchBrowser,
  openWindow,
  type Server,
  startServer,
  widths,
} from './harness.ts';

/** A new user who wants to look before setting anything up. */
let server: Server;
let browser: Browser;
/** Where the drill beside answers. */
let drill: string;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  if (server !== undefined)
    await rm(`${server.dataDir}-drill`, { recursive: true, force: true, maxRetries: 5 });
});

const button = (page: Page, name: RegExp | string) => page.getByRole('button', { name });
const tour = (page: Page) => page.getByRole('complementary', { name: '五分钟看懂' });
async function stepInto(page: Page, role: RegExp): Promise<void> {
  await page.goto('/sign-in');
  await button(page, role).first().click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

test('the first page opens a drill, once it has the code of the launch window', async () => {
  const { page, context, problems } = await openWindow(browser, server.url);
  await page.goto('/');
  const open = button(page, '打开演练区划');
  await open.click();
  await page.getByText('请填写启动窗口里打印的设置码').first().waitFor();
  await page.getByLabel('设置码').fill(String(server.setupCode));
  await open.click();
  await page.getByRole('progressbar', { name: /演练区划/ }).waitFor();
  await page.waitForURL((url) => url.origin !== server.url, { timeout: 170_000 });
  drill = new URL(page.url()).origin;
  await page.getByText('这是演练，里面的人和事都是虚构的').waitFor();
  expect(problems).toEqual([]);
  await context.close();
}, 200_000);

describe('in the drill', () => {
  test('one steps into a role without a password, and the tour leads through the work and stays where it was', async () => {
    const { page, context, problems } = await openWindow(browser, drill);
    await stepInto(page, /^值班员/);
    await page.getByRole('heading', { name: '谁需要马上联系？', level: 1 }).waitFor();
    await tour(page).getByText('第 1 步，共 9 步').waitFor();
    for (let step = 2; step <= 7; step += 1) await tour(page).getByRole('button', { name: '下一步' }).click();
    await tour(page).getByText('第 7 步，共 9 步').waitFor();
    await tour(page).getByRole('link', { name: '到那里去' }).click();
    await page.waitForURL(/\/search$/);
    await page.reload();
    await tour(page).getByText('第 7 步，共 9 步').waitFor();
    await tour(page).getByRole('button', { name: '先不看了' }).click();
    await button(page, '看一遍导览').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test.each([
    ['值班员', '谁需要马上联系？', 9],
    ['研判员', '今天有什么不寻常？', 8],
    ['领导', '今天有什么不寻常？', 6],
    ['派出所民警', '我这里谁要马上联系？', 9],
    ['网格员', '我这里谁要马上联系？', 8],
    ['银行驻点', '这里为什么是空的？', 2],
    ['成员单位联络员', '借给您的，才看得见', 4],
    ['法院人员', '借给您的，才看得见', 4],
    ['系统管理员', '谁有账户？', 7],
    ['安全管理员', '哪些申请等您批？', 6],
    ['审计管理员', '谁做了什么？', 5],
  ] as const)('%s begins the tour with “%s” and may open every page of it', async (role, first, count) => {
    const { page, context, problems } = await openWindow(browser, drill);
    await stepInto(page, new RegExp(`^${role}`));
    await tour(page).getByRole('heading', { name: first }).waitFor();
    for (let step = 1; step <= count; step += 1) {
      await tour(page).getByText(`第 ${step} 步，共 ${count} 步`).waitFor();
      const there = tour(page).getByRole('link', { name: '到那里去' });
      if ((await there.count()) > 0) {
        const to = await there.getAttribute('href');
        await there.click();
        await page.waitForURL((url) => url.pathname.startsWith(String(to)));
        await page.locator('main :is(h1, h2)').first().waitFor();
        expect(await page.getByText('您的岗位看不到这一页').count(), `${role}: ${to}`).toBe(0);
      }
      await tour(page)
        .getByRole('button', { name: step === count ? '知道了' : '下一步' })
        .click();
    }
    await button(page, '看一遍导览').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test.each(['desk', 'phone'] as const)('the tour covers nothing of the work, width %s', async (width) => {
    const { page, context, problems } = await openWindow(browser, drill, { width });
    await stepInto(page, /^值班员/);
    const bottomOf = (box: { y: number; height: number } | null) => Math.round(box!.y + box!.height);
    const beside = async () => {
      const [work, card] = await Promise.all([page.locator('main').boundingBox(), tour(page).boundingBox()]);
      expect(bottomOf(work)).toBeLessThanOrEqual(Math.round(card!.y));
      expect(bottomOf(card)).toBeLessThanOrEqual(widths[width].height);
      return card!.height;
    };
    await tour(page).getByText('点一条打开').waitFor();
    expect(await tour(page).getByText('键盘').count()).toBe(width === 'desk' ? 1 : 0);
    const whole = await beside();
    if (width === 'phone') await page.getByRole('listbox').getByRole('option').first().click();
    await page.getByRole('toolbar', { name: '处理' }).getByRole('button', { name: /^派单/ }).click();
    await page.getByRole('region', { name: '派给单位或人' }).waitFor();
    const filling = await beside();
    if (width === 'phone') expect(filling).toBeLessThan(whole / 2);
    else expect(filling).toBe(whole);
    await tour(page).getByRole('button', { name: '先不看了' }).click();
    const again = page.getByRole('banner').getByRole('button', { name: '看一遍导览' });
    await again.waitFor();
    await settled(page);
    expect(await accessibilityFaults(page)).toEqual([]);
    await again.click();
    await tour(page).getByText('第 1 步，共 9 步').waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test('an emergency that somebody starts is on the desk within moments', async () => {
    const officer = await openWindow(browser, drill);
    await stepInto(officer.page, /^值班员/);
    await officer.page.getByText('实时', { exact: true }).waitFor();
    const { page, context, problems } = await openWindow(browser, drill);
    await stepInto(page, /^值班员/);
    await page.getByRole('navigation', { name: '各项工作' }).getByRole('link', { name: '演练' }).click();
    await page.getByLabel('快慢', { exact: true }).selectOption('1');
    const elder = page.getByRole('listitem').filter({ hasText: '老人在网点要汇款' });
    await elder.getByRole('button', { name: '现在发生' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: /　老人在网点要汇款$/ })
      .waitFor();
    await officer.page.getByText('条新预警').first().waitFor();
    expect([...problems, ...officer.problems]).toEqual([]);
    await context.close();
    await officer.context.close();
  });

  test('whoever steps in finds a shift to take over, and may tell the colleagues to keep still', async () => {
    const { page, context, problems } = await openWindow(browser, drill);
    await stepInto(page, /^值班员/);
    await page.goto('/shifts');
    await page.getByText('交给您的班').waitFor();
    await page.getByText('接班后请先签收新来的').waitFor();
    await page.goto('/drill');
    const colleagues = (checked: boolean) => page.getByRole('checkbox', { name: /^同事一起办/, checked });
    for (const kept of [true, false]) {
      await colleagues(kept).click();
      await colleagues(!kept).waitFor();
      await page.reload();
      await colleagues(!kept).waitFor();
    }
    expect(problems).toEqual([]);
    await context.close();
  });

  test.each(languages)('the page that leads it, at both widths, in %s', async (language) => {
    const { page, context, problems } = await openWindow(browser, drill, { language });
    await stepInto(page, language === 'en' ? /^Duty/ : /^值班员/);
    await page.goto('/drill');
    for (const [width, scheme] of [
      ['desk', language === 'en' ? 'dark' : 'light'],
      ['phone', language === 'en' ? 'light' : 'dark'],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize(widths[width]);
      await settled(page);
      expect(await accessibilityFaults(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${width}: the page scrolls sideways`).toBe(0);
    }
    expect(problems).toEqual([]);
    await context.close();
  });
});
