import type { DutyNow, Shift } from '@lanzha/contract';
import type { Browser } from 'playwright-core';
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
let held: string;

beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  second = await centre.addPerson({ name: '李国强', username: 'liguoqiang', roles: ['duty_officer'] });
  const leading = await centre.addPerson({ name: '孙所长', username: 'sunlead', roles: ['leader'] });
  const [officer, leader] = [await centre.signIn(centre.officer), await centre.signIn(leading)];
  const unit = (await centre.units()).find(({ kind }) => kind === 'anti_fraud_center')?.id;
  const post = await leader.post<{ id: string }>('/shifts/posts', { unit, name: '值班台', roundClock: true });
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const shift = { post: post.id, person: officer.me.id, role: 'A', startsAt: at(-0.1), endsAt: at(8) };
  await leader.post('/shifts', shift);
  held = await openSender(centre, await centre.addKey())('赵小云');
  const { version } = await officer.get<{ version: number }>(`/warnings/${held}`);
  await officer.post(`/warnings/${held}/assign`, { version, person: officer.me.id });
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

test('one officer hands over with a note, the other confirms having read it and has the warnings', async () => {
  const leaving = await openWindow(browser, centre.url, { account: centre.officer });
  await leaving.page.goto('/warnings');
  await leaving.page.getByRole('link', { name: /到岗/ }).click();
  await leaving.page.getByRole('button', { name: '到岗' }).click();
  await leaving.page.getByRole('link', { name: /值班 张敏.*交接班/ }).waitFor();
  await leaving.page.getByRole('button', { name: '交班', exact: true }).click();
  await leaving.page.getByText(/交班人名下 1/).waitFor();
  await leaving.page.getByLabel('交班记录').fill('赵某答应八点前不转账，到时再打。');
  await leaving.page.getByLabel('接班人').selectOption({ label: '李国强' });
  await leaving.page.getByRole('button', { name: '交给接班人' }).click();
  await leaving.page.getByText('交给 李国强，等待确认').waitFor();

  const taking = await openWindow(browser, centre.url, { account: second, width: 'phone' });
  await taking.page.goto('/shifts');
  await taking.page.getByText('赵某答应八点前不转账，到时再打。').waitFor();
  expect(await accessibilityFaults(taking.page)).toEqual([]);
  await taking.page.getByRole('button', { name: '已阅，接班' }).click();
  await taking.page.getByRole('button', { name: '撤销接收：退回 1 条预警' }).waitFor();
  await taking.page.goto('/warnings?mine=true');
  await taking.page.getByRole('option').filter({ hasText: '赵*' }).waitFor();

  const reader = await centre.signIn(second);
  expect(await reader.get(`/warnings/${held}`)).toMatchObject({ assignee: { name: '李国强' } });
  const { items } = await reader.get<{ items: { state: string; readAt: string | null }[] }>('/shifts/past');
  expect(items).toMatchObject([{ state: 'handed_over', readAt: expect.any(String) }]);
  expect([...leaving.problems, ...taking.problems]).toEqual([]);
  await Promise.all([leaving.context.close(), taking.context.close()]);
});

const signInOf = (account: Account) => centre.signIn(account);
const active = async (account: Account): Promise<Shift> => {
  const { mine } = await (await signInOf(account)).get<DutyNow>('/shifts/now');
  return mine.active!;
};
/** By the program, as from another window. */
const handOver = async (from: Account, to: Account, note: string) => {
  const { id, version } = await active(from);
  const { me } = await signInOf(to);
  return (await signInOf(from)).post<Shift>(`/shifts/${id}/hand-over`, { version, taker: me.id, note });
};

test('nobody takes over before it is known which warnings come along', async () => {
  const shift = await handOver(second, centre.officer, '请接着看赵某那一条。');
  const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
  let release = () => {};
  const answered = new Promise<void>((resolve) => (release = resolve));
  await page.route(`**/api/v1/shifts/${shift.id}`, async (route) => {
    await answered;
    await route.fulfill({ status: 503, contentType: 'application/json', body: '{}' });
  });
  await page.goto('/shifts');
  const card = page.getByRole('article', { name: '交给您的班' });
  await card.getByText('请接着看赵某那一条。').waitFor();
  const confirm = card.getByRole('button', { name: '已阅，接班' });
  expect(await confirm.count()).toBe(0);
  release();
  const retry = card.getByRole('button', { name: '重试' });
  await retry.first().waitFor();
  expect(await confirm.count()).toBe(0);
  await page.unrouteAll();
  await retry.first().click();
  await card.getByRole('checkbox', { name: /同时接过 李国强 名下的 1 条/, checked: true }).waitFor();
  await confirm.click();
  await page.getByRole('button', { name: '撤销接收：退回 1 条预警' }).waitFor();
  const reader = await signInOf(second);
  expect(await reader.get(`/warnings/${held}`)).toMatchObject({ assignee: { name: '张敏' } });
  await context.close();
});

test('what was open can be asked for again when it could not be read', async () => {
  const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
  await page.route('**/api/v1/shifts/open', (route) => route.fulfill({ status: 503, body: '{}' }));
  await page.goto('/shifts');
  await page.getByRole('button', { name: '交班', exact: true }).click();
  const retry = page.getByRole('button', { name: '重试' });
  await retry.waitFor();
  await page.unrouteAll();
  await retry.click();
  await page
    .getByText(/交班人名下 1/)
    .last()
    .waitFor();
  await context.close();
});

test('who confirms what was taken back, or takes back what was confirmed, reads why not, and about which shift', async () => {
  const offered = await handOver(centre.officer, second, '试着交出去。');
  const taking = await openWindow(browser, centre.url, { account: second });
  await taking.page.goto('/shifts');
  const confirm = taking.page.getByRole('button', { name: '已阅，接班' });
  await confirm.waitFor();
  await (await signInOf(centre.officer)).post(`/shifts/${offered.id}/take-back`, {
    version: offered.version,
  });
  await confirm.click();
  const told = (text: RegExp) => taking.page.getByRole('alert').filter({ hasText: text });
  await told(/这一班刚被别人处理过.*值班台 · 张敏/).waitFor();
  expect(await confirm.count()).toBe(0);
  expect(await accessibilityFaults(taking.page)).toEqual([]);

  const again = await handOver(centre.officer, second, '这回真的交给您。');
  const leaving = await openWindow(browser, centre.url, { account: centre.officer });
  await leaving.page.goto('/shifts');
  const back = leaving.page.getByRole('button', { name: '收回交班' });
  await back.waitFor();
  await (await signInOf(second)).post(`/shifts/${again.id}/confirm`, { version: again.version, take: true });
  await back.click();
  await leaving.page
    .getByRole('alert')
    .filter({ hasText: /这一班刚被别人处理过.*值班台 · 张敏/ })
    .waitFor();
  await back.waitFor({ state: 'detached' });
  expect([...leaving.problems, ...taking.problems]).toEqual([]);
  await Promise.all([leaving.context.close(), taking.context.close()]);
});

test('a note that is half written is there again after a look at a warning, until it is sent or given up', async () => {
  const { page, context, problems } = await openWindow(browser, centre.url, { account: second });
  await page.goto('/shifts');
  const open = page.getByRole('button', { name: '交班', exact: true });
  const note = page.getByLabel('交班记录');
  const away = async () => {
    await page.getByRole('link', { name: '排班' }).click();
    await page.getByRole('link', { name: '本班' }).click();
  };
  await open.click();
  await note.fill('赵某八点前不转账，');
  await page.getByLabel('接班人').selectOption({ label: '张敏' });
  const form = page.getByRole('article').filter({ has: note });
  await form
    .getByRole('link', { name: /^预警 \d+/ })
    .last()
    .click();
  await page.getByRole('heading', { name: '建议下一步' }).waitFor();
  await page.goBack();
  await note.waitFor();
  expect(await note.inputValue()).toBe('赵某八点前不转账，');
  await page.getByRole('button', { name: '取消' }).click();
  await away();
  await open.waitFor();
  expect(await note.count()).toBe(0);

  await open.click();
  expect(await note.inputValue()).toBe('');
  await note.fill('赵某答应等到八点。');
  await page.getByLabel('接班人').selectOption({ label: '张敏' });
  await page.getByRole('button', { name: '交给接班人' }).click();
  await page.getByRole('button', { name: '收回交班' }).click();
  await open.waitFor();
  await away();
  await open.click();
  expect(await note.inputValue()).toBe('');
  expect(problems).toEqual([]);
  await context.close();
});
