import type { FollowUp, FollowUpPage, Review } from '@lanzha/contract';
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

/** What is half written when a colleague was first. */
let centre: Centre;
let browser: Browser;
let send: ReturnType<typeof openSender>;
let second: Account;
let third: Account;
beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  send = openSender(centre, await centre.addKey());
  second = await centre.addPerson({ name: '李国强', username: 'liguoqiang', roles: ['duty_officer'] });
  third = await centre.addPerson({ name: '周文', username: 'zhouwen', roles: ['duty_officer'] });
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

/** Handled by the officer from the signature to the ending. */
async function ended(name: string, ending: object): Promise<string> {
  const id = await send(name);
  const officer = await centre.signIn(centre.officer);
  const act = async (what: string, body: object = {}) => {
    const { version } = await officer.get<{ version: number }>(`/warnings/${id}`);
    await officer.post(`/warnings/${id}/${what}`, { version, ...body });
  };
  await act('assign', { person: officer.me.id });
  await act('sign');
  await act('contact', { method: 'call', reached: true });
  await act('close', ending);
  return id;
}
const again = { result: 'contacted_again', note: '对方又发来链接' } as const;

test('a follow-up that is being recorded stays when a colleague has done it, and what was typed can be read', async () => {
  const [one] = [
    await ended('郑小兰', { outcome: 'dissuaded' }),
    await ended('吴大山', { outcome: 'dissuaded' }),
  ];
  const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
  await page.goto('/dissuasion?view=waiting');
  const cardOf = (name: string) =>
    page.getByRole('article').filter({ hasText: name }).filter({ hasText: '第 1 次' });
  const [mine, other] = [cardOf('郑**'), cardOf('吴**')];
  await mine.getByRole('button', { name: '记录回访' }).click();
  await mine.getByRole('radio', { name: '又有接触', exact: true }).check();
  await mine.getByLabel('情况').fill('她说昨晚又有人加她，还没有理会');

  const colleague = await centre.signIn(second);
  const { items } = await colleague.get<FollowUpPage>('/follow-ups?view=waiting');
  const { id, version } = items.find(({ warning, step }) => warning.id === one && step === 1) as FollowUp;
  await colleague.post(`/follow-ups/${id}/finish`, { version, ...again });
  // Whatever reads the list again: here another one that is recorded.
  await other.getByRole('button', { name: '记录回访' }).click();
  await other.getByRole('radio', { name: '又有接触', exact: true }).check();
  await other.getByLabel('情况').fill('对方又打来');
  await other.getByRole('button', { name: '记录回访' }).click();
  await other.waitFor({ state: 'detached' });

  await mine.getByText('列表里已没有这一项').waitFor();
  const typed = () => mine.getByLabel('情况').inputValue();
  expect(await typed()).toBe('她说昨晚又有人加她，还没有理会');
  await mine.getByRole('button', { name: '记录回访' }).click();
  await mine.getByRole('alert').filter({ hasText: '刚被别人处理过' }).waitFor();
  expect(await typed()).toBe('她说昨晚又有人加她，还没有理会');
  expect(await accessibilityFaults(page)).toEqual([]);
  await mine.getByRole('button', { name: '取消' }).click();
  await mine.waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
  await context.close();
});

test('a finding that a colleague was first with is refused in its form, and its words are not lost', async () => {
  const loss = { amount: 100_000, at: null };
  await ended('孙文静', { outcome: 'cheated', loss, stopPayment: 'asked' });
  const { page, context, problems } = await openWindow(browser, centre.url, { account: second });
  await page.goto('/dissuasion?tab=reviews');
  const card = page.getByRole('article').filter({ hasText: '孙**' });
  await card.getByRole('button', { name: '填写查明的情况' }).click();
  await card.getByRole('radio', { name: '联系不及时' }).check();
  await card.getByLabel('具体情况和改进').fill('预警到了两个小时才打电话');
  const colleague = await centre.signIn(third);
  const { items } = await colleague.get<{ items: Review[] }>('/reviews');
  const { id, version } = items[0] as Review;
  const found = { finding: 'all_done', words: '逐项核对过，都做了' };
  await colleague.post(`/reviews/${id}/close`, { version, ...found });
  await card.getByRole('button', { name: '查清，结束' }).click();
  await card.getByText('列表里已没有这一项').waitFor();
  await card.getByRole('alert').filter({ hasText: '刚被别人处理过' }).waitFor();
  expect(await card.getByLabel('具体情况和改进').inputValue()).toBe('预警到了两个小时才打电话');
  expect(await accessibilityFaults(page)).toEqual([]);
  await card.getByRole('button', { name: '取消' }).click();
  await page.getByText('没有要查的').waitFor();
  expect(problems).toEqual([]);
  await context.close();
});

test('a finding that is written takes its review from the list', async () => {
  const loss = { amount: 200_000, at: null };
  await ended('钱伯安', { outcome: 'cheated', loss, stopPayment: 'asked' });
  const { page, context, problems } = await openWindow(browser, centre.url, { account: second });
  await page.goto('/dissuasion?tab=reviews');
  const card = page.getByRole('article').filter({ hasText: '钱**' });
  await card.getByRole('button', { name: '填写查明的情况' }).click();
  await card.getByRole('radio', { name: '联系不及时' }).check();
  await card.getByLabel('具体情况和改进').fill('预警到了两个小时才打电话');
  await card.getByRole('button', { name: '查清，结束' }).click();
  await page.getByText('没有要查的').waitFor();
  expect(problems).toEqual([]);
  await context.close();
});
