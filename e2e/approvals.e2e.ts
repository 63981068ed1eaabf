import type { Browser } from 'playwright-core';
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
let key: string;
let leader: Account;
beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  key = await centre.addKey();
  leader = await centre.addPerson({ name: '周局', username: 'zhouju', roles: ['leader'] });
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

let next = 0;
async function warn(name: string): Promise<string> {
  next += 1;
  const [answer] = await centre.send(key, [
    {
      id: `A-${next}`,
      kind: 'instruction',
      level: 'high',
      from: '市级平台',
      at: new Date().toISOString(),
      subject: { phone: `136000100${next}0`, name, place: '330206001' },
    },
  ]);
  return String(answer?.warningId);
}

type Shown = { receivedAt: string; clock: { contactDue: string } };
async function minutesOf(id: string): Promise<number> {
  const officer = await centre.signIn(centre.officer);
  const { receivedAt, clock } = await officer.get<Shown>(`/warnings/${id}`);
  return Math.round((Date.parse(clock.contactDue) - Date.parse(receivedAt)) / 60_000);
}

describe('a parameter', () => {
  test('is proposed by one person and approved by another, and counts for new warnings only', async () => {
    const old = await warn('冯小一');
    expect(await minutesOf(old)).toBe(120);

    const officer = await openWindow(browser, centre.url, { account: centre.officer });
    await officer.page.goto(`/warnings/${old}`);
    await officer.page.getByRole('button', { name: /此时限为设计值，尚未核对当地文件/ }).waitFor();

    const one = await openWindow(browser, centre.url, { account: centre.security });
    await one.page.goto('/params?only=unverified');
    const row = one.page.getByRole('row').filter({ hasText: 'warning.high.contact' });
    await row.getByRole('button', { name: '申请修改' }).click();
    const form = one.page.getByRole('dialog');
    await form.getByLabel('新的数值').fill('90');
    await form.getByLabel('依据').fill('区公安局预警劝阻工作办法第五条');
    await form.getByLabel('事由').fill('核对到本地文件，按文件办');
    await form.getByRole('button', { name: '提出申请' }).click();
    await one.page.getByText('已提出申请').waitFor();
    expect(await minutesOf(await warn('冯小二'))).toBe(120);

    // Nobody agrees to an own request: the page does not offer it, and the server refuses it.
    await one.page.goto('/approvals?view=mine');
    const own = one.page.getByRole('listitem', { name: '修改参数' });
    await own.getByText('120 分钟').waitFor();
    expect(await own.getByRole('button', { name: '批准', exact: true }).count()).toBe(0);
    const security = await centre.signIn(centre.security);
    const [waiting] = await security.get<{ id: string; version: number }[]>('/approvals?view=mine');
    await expect(
      security.post(`/approvals/${waiting?.id}/approve`, { version: waiting?.version }),
    ).rejects.toMatchObject({ status: 403, code: 'OWN_REQUEST' });

    const two = await openWindow(browser, centre.url, { account: leader });
    await two.page.goto('/approvals');
    await two.page.getByRole('button', { name: '批准', exact: true }).click();
    await two.page.getByText('没有等您批准的申请').waitFor();

    const fresh = await warn('冯小三');
    expect(await minutesOf(fresh)).toBe(90);
    expect(await minutesOf(old)).toBe(120);
    await officer.page.goto(`/warnings/${fresh}`);
    await officer.page.getByText(/到期/).first().waitFor();
    await one.page.goto('/params');
    await one.page
      .getByRole('row')
      .filter({ hasText: 'warning.high.contact' })
      .getByRole('button', { name: '历史' })
      .click();
    await one.page.getByText(/周局 批准/).waitFor();
    for (const { problems, context } of [officer, one, two]) {
      expect(problems).toEqual([]);
      await context.close();
    }
  });
});

describe('what somebody else was first with', () => {
  test('is said above the list, with which request it was, although its card has gone', async () => {
    const [admin, officer] = [await centre.signIn(centre.admin), await centre.signIn(centre.officer)];
    const { pending } = await admin.post<{ pending: { id: string } }>(
      `/directory/people/${officer.me.id}/password`,
      { password: 'Fresh-start-4827', why: '值班员忘记口令' },
    );
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.security });
    await page.goto('/approvals');
    const card = page.getByRole('listitem', { name: '重置口令' });
    await card.getByRole('button', { name: '不批准' }).click();
    await card.getByLabel('说明').fill('没有联系上本人');
    const { version } = await admin.get<{ version: number }>(`/approvals/${pending.id}`);
    await admin.post(`/approvals/${pending.id}/withdraw`, { version });
    await card.getByRole('button', { name: '不批准' }).click();
    await card.waitFor({ state: 'detached' });
    const said = page.getByRole('alert').filter({ hasText: '这份申请' });
    await said.getByText('王管理 申请的“重置口令”，事由：值班员忘记口令').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: '已办结' }).click();
    await said.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe('rights', () => {
  test('of a new account wait for a second person, and count afterwards', async () => {
    const admin = await openWindow(browser, centre.url, { account: centre.admin });
    await admin.page.goto('/directory?tab=people');
    await admin.page.getByRole('button', { name: '新增人员' }).click();
    const form = admin.page.getByRole('dialog');
    await form.getByLabel('姓名').fill('陈新');
    await form.getByLabel('用户名').fill('chenxin');
    await form.getByRole('combobox').click();
    await admin.page.getByText('北仑区反诈中心', { exact: false }).last().click();
    await form.getByLabel('值班员').check();
    await form.getByLabel('事由').fill('新到值班');
    await form.getByLabel('初始口令', { exact: true }).fill('First-set-7391');
    await form.getByRole('button', { name: '新增人员' }).click();
    await admin.page.getByText('岗位等待另一人批准').first().waitFor();

    const security = await openWindow(browser, centre.url, { account: centre.security });
    await security.page.goto('/approvals');
    const card = security.page.getByRole('listitem', { name: '变更岗位或单位' });
    await card.getByText('陈新').waitFor();
    await card.getByRole('button', { name: '批准', exact: true }).click();
    await security.page.getByText('没有等您批准的申请').waitFor();
    await expect
      .poll(async () => (await centre.signIn({ username: 'chenxin', password: 'First-set-7391' })).me.roles)
      .toEqual(['duty_officer']);
    for (const { problems, context } of [admin, security]) {
      expect(problems).toEqual([]);
      await context.close();
    }
  });

  test('in an office where nobody else may agree are given with the code of the console', async () => {
    const [admin, security] = [await centre.signIn(centre.admin), await centre.signIn(centre.security)];
    // The only security administrator, of whom one has to be in the pair, does not agree to what is about them.
    const waiting = await admin.post<{ pending: { id: string } }>(
      `/directory/people/${security.me.id}/password`,
      { password: 'Fresh-start-4827', why: '本人忘记口令' },
    );
    const { code } = JSON.parse(await centre.lanzha('approvals', 'code')) as { code: string };
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.admin });
    await page.goto('/approvals?view=mine');
    await page.getByRole('button', { name: '单人应急批准' }).click();
    await page.getByLabel('应急码').fill(code);
    await page.getByLabel('说明').fill('安全管理员忘记口令，已当面核实');
    await page.getByRole('button', { name: '单人应急批准' }).click();
    await page.getByText('您没有正在等待的申请').waitFor();
    const done = await admin.get<{ id: string; emergency: boolean }[]>('/approvals?view=done');
    expect(done[0]).toMatchObject({ id: waiting.pending.id, emergency: true });
    expect(problems).toEqual([]);
    await context.close();
  });
});
