import type { Link, LinkDetail, StaffContact, StaffDetail, Unit } from '@lanzha/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type Centre, launchBrowser, openWindow, startCentre } from './harness.ts';

let centre: Centre;
let browser: Browser;
let second: Account;
let analyst: Account;
let units: Unit[];

beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  second = await centre.addPerson({
    name: '李国强',
    username: 'liguoqiang',
    roles: ['duty_officer', 'analyst'],
  });
  analyst = await centre.addPerson({ name: '何静', username: 'hejing', roles: ['analyst'] });
  units = await centre.units();
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

const unitOf = (name: string): string => units.find((unit) => unit.name === name)?.id ?? expect.fail(name);

/** What the page does when the person comes back to it after a while. */
const comeBack = async (page: Page, read: string) => {
  await page.clock.setSystemTime(Date.now() + 60_000);
  await Promise.all([
    page.waitForResponse((response) => response.url().includes(read)),
    page.evaluate(() => window.dispatchEvent(new Event('visibilitychange'))),
  ]);
};

describe('a person of the register whom a colleague has moved meanwhile', () => {
  let person: StaffDetail;
  let contact: StaffContact;
  const read = async () => (await centre.signIn(second)).get<StaffDetail>(`/staff/${person.id}`);
  const change = async (set: object) => {
    const colleague = await centre.signIn(second);
    const { id, version, name, unit, post } = await read();
    await colleague.post(`/staff/${id}/change`, { version, name, unit: unit.id, post, ...set });
  };
  const appoint = async (unit: string) => {
    const given = { unit: unitOf(unit), function: 'anti_fraud_liaison', rank: 'A', member: person.id };
    const colleague = await centre.signIn(second);
    return colleague.post<{ contact: StaffContact }>('/staff/contacts', { ...given, why: '新任' });
  };

  beforeAll(async () => {
    const officer = await centre.signIn(centre.officer);
    person = await officer.post<StaffDetail>('/staff', {
      name: '吴春',
      unit: unitOf('小港派出所'),
      post: '民警',
    });
    await officer.post('/staff', { name: '郑秋', unit: unitOf('新碶派出所'), post: '' });
  });

  test('stays where the colleague put them, also when the page has read again; pressing save again saves', async () => {
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto(`/staff/${person.id}`);
    await page.getByRole('button', { name: '修改登记' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('岗位职务').fill('副所长');
    await change({ unit: unitOf('新碶派出所') });
    ({ contact } = await appoint('新碶派出所'));
    await comeBack(page, `/api/v1/staff/${person.id}`);
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('李国强刚刚改过，已为您刷新，请看过后再提交。').waitFor();
    await dialog.getByText('新碶派出所').waitFor();
    expect(await dialog.getByLabel('岗位职务').inputValue()).toBe('副所长');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const { unit, post, contacts } = await read();
    expect([unit.name, post, contacts.map(({ toDay }) => toDay)]).toEqual(['新碶派出所', '副所长', [null]]);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('is no contact any more at the second press, and is succeeded though a colleague was quicker to end it', async () => {
    const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto('/staff?tab=contacts');
    const row = page.getByRole('row').filter({ hasText: '吴春' });
    await row.getByRole('button', { name: '不再担任' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('事由').fill('轮岗');
    const colleague = await centre.signIn(second);
    await colleague.post(`/staff/contacts/${contact.id}/confirm`, { version: contact.version });
    await dialog.getByRole('button', { name: '不再担任' }).click();
    await dialog.getByText('别人刚刚改过，已为您刷新，请看过后再提交。').waitFor();
    await dialog.getByRole('button', { name: '不再担任' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => row.count()).toBe(0);

    ({ contact } = await appoint('新碶派出所'));
    await page.reload();
    await row.getByRole('button', { name: '接替' }).click();
    await dialog.getByText('现任 吴春').waitFor();
    await dialog.getByLabel('联系人', { exact: true }).selectOption({ label: '郑秋' });
    await dialog.getByLabel('事由').fill('轮岗');
    const { id, version } = contact;
    await colleague.post(`/staff/contacts/${id}/end`, { version, why: '来函' });
    await dialog.getByRole('button', { name: '接替' }).click();
    await dialog.getByText('原来的联系人刚被别人结束，已为您刷新，请看过后再办。').waitFor();
    await dialog.getByRole('button', { name: '指定' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('row').filter({ hasText: '郑秋' }).waitFor();
    await context.close();
  });

  test('leaves at the second press, seen where they now are', async () => {
    const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto(`/staff/${person.id}`);
    await page.getByRole('button', { name: '登记离开' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('事由').fill('调离本县');
    await change({ post: '教导员' });
    await comeBack(page, `/api/v1/staff/${person.id}`);
    await dialog.getByRole('button', { name: '登记离开' }).click();
    await dialog.getByText('李国强刚刚改过，已为您刷新，请看过后再提交。').waitFor();
    await page.locator('dl').getByText('教导员').waitFor();
    await dialog.getByRole('button', { name: '登记离开' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect((await read()).leftDay).not.toBeNull();
    await context.close();
  });
});

test('a known value keeps what a colleague wrote of it while the form was open', async () => {
  const colleague = await centre.signIn(second);
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const { id, version } = await colleague.post<Link>('/links', {
    kind: 'url_host',
    verdict: 'bad',
    value: 'tui-kuan.example',
    source: '市局通报',
    note: '',
    expiresAt: inDays(10),
    why: '多起报案指向',
  });
  const { page, context, problems } = await openWindow(browser, centre.url, { account: analyst });
  await page.goto(`/links?entry=${id}`);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '修改', exact: true }).click();
  await dialog.getByLabel('说明').fill('假冒退款页面');
  await dialog.getByLabel('理由').fill('补充说明');
  const colleagues = { source: '省厅通报', note: '', expiresAt: inDays(20), why: '省厅下发' };
  await colleague.post(`/links/${id}/change`, { version, ...colleagues });
  await comeBack(page, `/api/v1/links/${id}`);
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.getByText('刚被别人改过，已为您刷新，请核对后再操作。').waitFor();
  expect(await dialog.getByLabel('来源').inputValue()).toBe('省厅通报');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.getByRole('button', { name: '修改', exact: true }).waitFor();
  const kept = await colleague.get<LinkDetail>(`/links/${id}`);
  expect(kept).toMatchObject({ source: '省厅通报', note: '假冒退款页面' });
  expect(kept.expiresAt?.slice(0, 10)).toBe(inDays(20).slice(0, 10));
  expect(problems).toEqual([]);
  await context.close();
});
