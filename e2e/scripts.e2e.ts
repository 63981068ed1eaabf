import type { Script, ScriptVersion } from '@lanzha/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
let analyst: Account;
let other: Awaited<ReturnType<Centre['signIn']>>;
beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  analyst = await centre.addPerson({ name: '周研判', username: 'zhouyan', roles: ['analyst'] });
  const second = await centre.addPerson({ name: '李国强', username: 'liguoqiang', roles: ['analyst'] });
  other = await centre.signIn(second);
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

const mine = '您好，我是反诈中心的民警，请先挂断再回拨核实。';
const theirs = '您好，这里是反诈中心，请您先拨打 96110 核实我的身份。';
const call = (page: Page) => page.getByRole('form').getByLabel('电话', { exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const saveByOther = async (type: string) => {
  const { version, text } = await other.get<Script>(`/scripts/${type}`);
  await other.post(`/scripts/${type}/change`, { version, why: '换了说法', text: { ...text, call: theirs } });
};
const write = async (page: Page, type: string) => {
  await page.goto(`/scripts?type=${type}`);
  await button(page, '修改').click();
  await call(page).fill(mine);
  await page.getByLabel('为什么改').fill('按新话术');
};
const textOf = async (type: string) => (await other.get<Script>(`/scripts/${type}`)).text.call;

test('what is being written outlives a newer text of somebody else, and is saved over it only after that was shown', async () => {
  const { page, context, problems } = await openWindow(browser, centre.url, { account: analyst });
  await page.clock.install();
  await write(page, '02');
  await saveByOther('02');
  await page.clock.fastForward(11_000);
  await page.evaluate(() => globalThis.dispatchEvent(new Event('visibilitychange')));
  await page.getByText(/您修改期间，李国强 改过这份话术/).waitFor();
  expect(await call(page).inputValue()).toBe(mine);

  await button(page, '保存为新的一版').click();
  await page.getByRole('alert').filter({ hasText: '还没有保存：李国强 刚改过这份话术' }).waitFor();
  expect(await textOf('02')).toBe(theirs);
  const newer = page.getByRole('region', { name: '现在的文本' });
  await newer.getByText(theirs).waitFor();
  const top = await newer.boundingBox();
  expect(top?.y, 'one is led to where it begins').toBeGreaterThanOrEqual(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await button(page, '保存为新的一版').click();
  await button(page, '修改').waitFor();
  await page.getByText(mine).first().waitFor();
  const versions = await other.get<ScriptVersion[]>('/scripts/02/versions');
  expect(versions.map(({ author, text }) => [author.name, text.call])).toEqual([
    ['周研判', mine],
    ['李国强', theirs],
  ]);
  expect(problems).toEqual([]);
  await context.close();
});

test('or the newer text is taken, and edited from there', async () => {
  const { page, context, problems } = await openWindow(browser, centre.url, { account: analyst });
  await write(page, '03');
  await saveByOther('03');
  await button(page, '保存为新的一版').click();
  await button(page, '放弃我写的，从现在的文本改起').click();
  await expect.poll(() => call(page).inputValue()).toBe(theirs);
  await call(page).fill(`${theirs}再见。`);
  await page.getByLabel('为什么改').fill('补一句');
  await button(page, '保存为新的一版').click();
  await button(page, '修改').waitFor();
  expect(await textOf('03')).toBe(`${theirs}再见。`);
  expect(problems).toEqual([]);
  await context.close();
});

test('a look at another type loses nothing; to cancel puts the words away', async () => {
  const { page, context, problems } = await openWindow(browser, centre.url, { account: analyst });
  await write(page, '04');
  const types = page.getByRole('navigation', { name: '诈骗类型' });
  await types.getByRole('link', { name: /^05 / }).click();
  await button(page, '修改').waitFor();
  await types.getByRole('link', { name: /^04 / }).click();
  expect(await call(page).inputValue()).toBe(mine);
  expect(await page.getByLabel('为什么改').inputValue()).toBe('按新话术');
  await button(page, '取消').click();
  await button(page, '修改').click();
  expect(await call(page).inputValue()).not.toBe(mine);
  expect(problems).toEqual([]);
  await context.close();
});
