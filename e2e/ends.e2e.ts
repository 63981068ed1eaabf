import { openDb } from '@lanzha/server/ground/db';
import { attachPostgres } from '@lanzha/server/ground/postgres';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSender } from './desk-sender.ts';
import {
  type Account,
  accessibilityFaults,
  type Centre,
  launchBrowser,
  openWindow,
  startCentre,
} from './harness.ts';

/** Warnings of five kinds, from their arrival to five different ends, and what follows an end. */
let centre: Centre;
let browser: Browser;
let key: string;
let send: ReturnType<typeof openSender>;
let second: Account;
let reader: Awaited<ReturnType<Centre['signIn']>>;
beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  key = await centre.addKey();
  send = openSender(centre, key);
  reader = await centre.signIn(centre.officer);
  second = await centre.addPerson({ name: '李国强', username: 'liguoqiang', roles: ['duty_officer'] });
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

interface Seen {
  state: string;
  outcome: string | null;
  no: number;
  ending: Record<string, unknown> | null;
  contacts: Record<string, unknown>[];
  followUps: { state: string }[];
  quiet: { running: boolean; held: number } | null;
  transfer: { state: string } | null;
}
const seen = (id: string) => reader.get<Seen>(`/warnings/${id}`);
const until = (id: string, what: Partial<Seen>) => expect.poll(() => seen(id)).toMatchObject(what);
const button = (page: Page, name: RegExp | string) => page.getByRole('button', { name });
const choose = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check();
const form = (page: Page) => page.getByRole('form').last();

/** A signal of a kind that is dangerous by itself; answers the warning. */
async function arrive(signal: object): Promise<string> {
  const [answer] = await centre.send(key, [
    { id: crypto.randomUUID(), at: new Date().toISOString(), ...signal },
  ]);
  expect(answer).toMatchObject({ status: 'decided', warningId: expect.any(String) });
  return String(answer!.warningId);
}

async function open(page: Page, id: string): Promise<void> {
  await page.goto(`/warnings/${id}`);
  await page.getByRole('heading', { name: '建议下一步' }).waitFor();
}
async function sign(page: Page, id: string): Promise<void> {
  await button(page, /^签收/).click();
  await until(id, { state: 'signed' });
}

describe('five warnings of five kinds', () => {
  test('a message: called, believes, dissuaded with the transfer that did not happen; looked after again', async () => {
    const id = await arrive({
      kind: 'sms',
      subject: { phone: '13500000001', name: '赵小云', place: '330206001' },
      from: '+0085212345678',
      text: '您的医保卡涉嫌异地盗刷,请立即与公安局王警官联系并将资金转入安全账户配合核查。',
    });
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await open(page, id);
    await sign(page, id);
    await button(page, /^联系/).click();
    await choose(page, '相信，愿意停');
    await page.getByText('记下说了什么、时间和在场的人').click();
    await page.getByLabel(/对当事人说了什么/).fill('请她先不要汇款，到所里来一趟');
    await page.getByLabel(/当事人怎么说/).fill('好，我不汇了');
    await form(page)
      .getByRole('button', { name: /记录联系/ })
      .click();
    await until(id, { state: 'contacted' });
    await page.getByText('请她先不要汇款，到所里来一趟').waitFor();
    await button(page, /^结案/).first().click();
    await page.getByLabel(/避免损失/).fill('20万');
    await page.getByText(/还缺凭证/).waitFor();
    await page.getByLabel(/^凭证/).first().fill('柜台未办理的汇款单');
    await page.getByLabel(/流水号/).fill('HD-18');
    await page.getByText(/即 200,000.00 元/).waitFor();
    await page
      .getByLabel(/备注|原因/)
      .last()
      .fill('已劝住');
    await form(page).getByRole('button', { name: /^结案/ }).click();
    await until(id, { state: 'closed', outcome: 'dissuaded' });
    expect(await seen(id)).toMatchObject({
      ending: { savedFen: 20_000_000, claimedFen: null },
      followUps: [{ state: 'open' }, { state: 'open' }, { state: 'open' }],
    });
    await page.getByRole('heading', { name: '回访' }).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test('an instruction: tried by two ways, truly unreachable, with what else was tried', async () => {
    const id = await send('钱大海');
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await open(page, id);
    await sign(page, id);
    for (const method of ['电话', '短信']) {
      await button(page, /^联系/).click();
      await choose(page, '没联系上');
      await choose(page, method);
      await form(page)
        .getByRole('button', { name: /记录联系/ })
        .click();
      await form(page).waitFor({ state: 'detached' });
    }
    await until(id, { state: 'contacting' });
    await button(page, /^结案/).first().click();
    await form(page).getByRole('button', { name: /^结案/ }).click();
    await page.getByText('请至少选一项为找到人做过的事').waitFor();
    await page.getByRole('checkbox', { name: '请运营商协助' }).check();
    await form(page).getByRole('button', { name: /^结案/ }).click();
    await until(id, { state: 'closed', outcome: 'unreachable' });
    expect((await seen(id)).ending).toMatchObject({ sought: ['operator'] });
    expect((await seen(id)).contacts).toHaveLength(2);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('a report: already cheated, with the loss and the stop of the payment; to be reviewed', async () => {
    const id = await arrive({
      kind: 'report',
      subject: { phone: '13500000003', name: '孙文静', place: '330206001' },
      text: '接到自称公安局的电话,要求下载会议软件共享屏幕,把钱转到安全账户。',
      already: 'cheated',
    });
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await open(page, id);
    await sign(page, id);
    await button(page, /^联系/).click();
    await choose(page, '已经转账');
    await form(page)
      .getByRole('button', { name: /记录联系/ })
      .click();
    await until(id, { state: 'contacted' });
    await page.getByText('已经转账：马上报请止付').waitFor();
    await button(page, /^结案/).first().click();
    await form(page).getByRole('button', { name: /^结案/ }).click();
    await page.getByText('请选择止付情况').waitFor();
    await choose(page, '已报请止付');
    await page.getByLabel(/^损失（元）/).fill('3万');
    await page.getByLabel('时间还不清楚').check();
    await form(page).getByRole('button', { name: /^结案/ }).click();
    await until(id, { state: 'closed', outcome: 'cheated' });
    expect((await seen(id)).ending).toMatchObject({
      loss: { amount: 3_000_000, at: null },
      stopPayment: 'asked',
    });
    await page.goto('/dissuasion?tab=reviews');
    await page.getByText('按“已经被骗”结案，此前已有预警').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('a long call from abroad: a real service, a false alarm, and left in peace; what comes then is counted', async () => {
    const subject = { phone: '13500000004', name: '周建国', place: '330206001' };
    const call = { kind: 'call', subject, from: '0085212345678', seconds: 1860, overseas: true };
    const id = await arrive(call);
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await open(page, id);
    await button(page, /^结案/).first().click();
    await choose(page, '真实的单位、客服');
    await page.getByRole('checkbox', { name: /^免打扰/ }).check();
    await form(page).getByRole('button', { name: /^结案/ }).click();
    await until(id, { state: 'closed', outcome: 'not_matched' });
    const [answer] = await centre.send(key, [{ ...call, id: 'Q-1', at: new Date().toISOString() }]);
    expect(answer).toMatchObject({ status: 'decided', warningId: null });
    await until(id, { quiet: expect.objectContaining({ running: true, held: 1 }) as never });
    await page.reload();
    await page.getByText('已有 1 条未派').waitFor();
    await button(page, '解除免打扰').click();
    await page.getByLabel(/^原因/).fill('又有新情况');
    await form(page).getByRole('button', { name: '解除免打扰' }).click();
    await until(id, { quiet: expect.objectContaining({ running: false }) as never });
    expect(problems).toEqual([]);
    await context.close();
  });

  test('screen sharing, of somebody who moved away: transferred out of the county by two people of the centre', async () => {
    const id = await arrive({
      kind: 'install',
      subject: { phone: '13500000005', name: '吴秀英', place: '330206001' },
      app: { name: '安全会议', package: 'com.example.meeting' },
      screenSharing: true,
    });
    const one = await openWindow(browser, centre.url, { account: centre.officer });
    await open(one.page, id);
    await sign(one.page, id);
    await button(one.page, /^移交/).click();
    await choose(one.page, '县区以外');
    await one.page.getByLabel(/区划代码/).fill('330281');
    await one.page
      .getByLabel(/备注|原因/)
      .last()
      .fill('人已迁往该地');
    await form(one.page).getByRole('button', { name: /^移交/ }).click();
    await until(id, { state: 'signed', transfer: expect.objectContaining({ state: 'pending' }) as never });
    expect(await button(one.page, /^复核/).count()).toBe(0);
    const other = await openWindow(browser, centre.url, { account: second });
    await other.page.goto('/dissuasion?tab=transfers');
    await other.page.getByText('等您复核或退回').waitFor();
    expect(await accessibilityFaults(other.page)).toEqual([]);
    await other.page.getByRole('link', { name: '打开预警' }).click();
    await other.page.getByText('提出移交县外').first().waitFor();
    await button(other.page, /^复核/).click();
    await other.page.getByLabel(/对方谁接收/).fill('余姚反诈中心 李警官');
    await form(other.page)
      .getByRole('button', { name: /同意移交/ })
      .click();
    await until(id, { state: 'closed', outcome: 'transferred' });
    expect([...one.problems, ...other.problems]).toEqual([]);
    await Promise.all([one.context.close(), other.context.close()]);
  });
});

test('on a phone: looked after again, what follows is still read when the card has gone, and it is taken back', async () => {
  const id = await send('郑小兰');
  const desk = await openWindow(browser, centre.url, { account: centre.officer });
  await open(desk.page, id);
  for (const key of ['s', 'c', 'Enter', 'e', 'Enter']) await desk.page.keyboard.press(key);
  await until(id, { state: 'closed', outcome: 'dissuaded' });
  await desk.context.close();
  const { page, context, problems } = await openWindow(browser, centre.url, {
    account: centre.officer,
    width: 'phone',
  });
  await page.goto('/dissuasion?view=waiting');
  const first = page.getByRole('article').filter({ hasText: '郑**' }).filter({ hasText: '第 1 次' });
  await first.getByRole('button', { name: '记录回访' }).click();
  await choose(page, '又有接触');
  await first.getByLabel('情况').fill('对方又打来电话，她没有接');
  await first.getByRole('button', { name: '记录回访' }).click();
  await until(id, { state: 'dispatched' });
  await first.waitFor({ state: 'detached' });
  const said = page.getByRole('status').filter({ hasText: '这条预警已经重开，请继续劝阻' });
  await said.getByRole('link', { name: /郑\*\*/ }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await said.getByRole('button', { name: /记错了，撤回/ }).click();
  await page.getByRole('status').filter({ hasText: '已撤回，这一次重新等待回访' }).waitFor();
  await first.waitFor();
  await until(id, { state: 'closed', outcome: 'dissuaded' });
  expect(problems).toEqual([]);
  await context.close();
});

/** As if the first follow-up of a warning had been planned for an hour ago, to be made by `due` minutes from now. */
async function planAnew(id: string, due: number): Promise<void> {
  const { urls, detach } = await attachPostgres({ dataDir: centre.dataDir });
  const database = openDb(urls.migrator, { max: 1 });
  try {
    await database.pool.query(
      `UPDATE follow_up SET planned_at = now() - interval '1 hour', due_at = now() + $2 * interval '1 minute'
       WHERE warning_id = $1 AND step = 1`,
      [id, due],
    );
  } finally {
    await database.close();
    await detach();
  }
}

test('on a phone: a follow-up among my tasks leads to where it is noted, in its time and late', async () => {
  const desk = await openWindow(browser, centre.url, { account: centre.officer });
  for (const [name, due] of [
    ['冯小青', 30],
    ['秦小英', -30],
  ] as const) {
    const id = await send(name);
    await open(desk.page, id);
    for (const key of ['s', 'c', 'Enter', 'e', 'Enter']) await desk.page.keyboard.press(key);
    await until(id, { state: 'closed', outcome: 'dissuaded' });
    await planAnew(id, due);
  }
  await desk.context.close();
  const { page, context, problems } = await openWindow(browser, centre.url, {
    account: centre.officer,
    width: 'phone',
  });
  for (const name of ['冯**', '秦**']) {
    await page.goto('/tasks');
    const task = page.getByRole('listitem').filter({ hasText: name });
    await task.waitFor();
    expect(await task.getByRole('link').allInnerTexts()).toEqual(['去回访']);
    expect(await accessibilityFaults(page)).toEqual([]);
    await task.getByRole('link').tap();
    const card = page.getByRole('article').filter({ hasText: name });
    await card.getByRole('button', { name: '记录回访' }).tap();
    await choose(page, '平安');
  }
  expect(problems).toEqual([]);
  await context.close();
});

test('on a phone: two that are one person end as a duplicate, and that is taken back', async () => {
  const [id, other] = [await send('郑一鸣'), await send('郑一鸣')];
  const { no } = await seen(other);
  const { page, context, problems } = await openWindow(browser, centre.url, {
    account: centre.officer,
    width: 'phone',
  });
  await open(page, id);
  await button(page, /^结案/).first().tap();
  await choose(page, '重复预警');
  await page.getByLabel(/与哪一号重复/).fill(`第 ${no} 号`);
  await form(page).getByRole('button', { name: /^结案/ }).tap();
  await until(id, { state: 'closed', outcome: 'duplicate' });
  expect((await seen(id)).ending).toMatchObject({ of: { id: other } });
  expect(await accessibilityFaults(page)).toEqual([]);
  await button(page, /撤销/).tap();
  await until(id, { state: 'dispatched', outcome: null });
  expect(problems).toEqual([]);
  await context.close();
});
