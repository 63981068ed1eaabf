import type { WarningDetail } from '@lanzha/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSender } from './desk-sender.ts';
import { type Account, type Centre, launchBrowser, openWindow, startCentre } from './harness.ts';

let centre: Centre;
let browser: Browser;
let second: Account;
let send: ReturnType<typeof openSender>;
let officer: Awaited<ReturnType<Centre['signIn']>>;
beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  send = openSender(centre, await centre.addKey());
  officer = await centre.signIn(centre.officer);
  second = await centre.addPerson({ name: '李国强', username: 'liguoqiang', roles: ['duty_officer'] });
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

const read = (id: string) => officer.get<WarningDetail>(`/warnings/${id}`);
const contacted = async (name: string) => {
  const id = await send(name);
  for (const [act, body] of [
    ['sign', {}],
    ['contact', { method: 'call', reached: true, said: '请先挂断' }],
  ] as const) {
    const { version } = await read(id);
    await officer.post(`/warnings/${id}/${act}`, { version, ...body });
  }
  return id;
};
const correct = async (page: Page) => {
  await page.getByRole('button', { name: '更正', exact: true }).click();
  return page.getByRole('form', { name: '更正' });
};

describe('correcting a contact', () => {
  test('says of the start what is wrong with the start, and of the end what is wrong with the end', async () => {
    const id = await contacted('赵小云');
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto(`/warnings/${id}`);
    const form = await correct(page);
    await form.getByLabel('为什么更正').fill('时间记错了');
    const wrong = async (label: string, typed: string, sentence: string) => {
      const field = form.getByLabel(label);
      await field.fill(typed);
      await form.getByRole('button', { name: '更正', exact: true }).click();
      await form.getByText(sentence).waitFor();
      await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
      await field.fill('');
    };
    await wrong('开始时间', '2099-01-01T08:00', '开始时间还没有到，请核对。');
    await wrong('结束时间', '2099-01-01T08:00', '结束时间不对：不能早于开始，也不能晚于现在。');
    expect(problems).toEqual([]);
    await context.close();
  });

  test('says who was faster, shows it, and then is kept', async () => {
    const id = await contacted('钱大海');
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto(`/warnings/${id}`);
    const form = await correct(page);
    await form.getByLabel('对当事人说了什么').fill('请先挂断，再回拨核实');
    await form.getByLabel('为什么更正').fill('漏记一句');
    const other = await centre.signIn(second);
    const { version } = await read(id);
    await other.post(`/warnings/${id}/contact`, { version, method: 'sms', reached: false });
    await form.getByRole('button', { name: '更正', exact: true }).click();
    await form.getByText('李国强刚刚处理过这条预警，已为您刷新。').waitFor();
    expect((await read(id)).contacts.flatMap(({ earlier }) => earlier)).toEqual([]);
    await form.getByRole('button', { name: '更正', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    expect((await read(id)).contacts.map((one) => one.said)).toContain('请先挂断，再回拨核实');
    expect(problems).toEqual([]);
    await context.close();
  });

  test('is still there when a key has led to another warning and one comes back', async () => {
    const id = await contacted('孙文静');
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto(`/warnings/${id}`);
    const form = await correct(page);
    await form.getByLabel('为什么更正').fill('态度记错了');
    await form.getByRole('radio', { name: '相信，愿意停' }).check();
    for (const key of ['j', 'k', 'k']) if (page.url().endsWith(id)) await page.keyboard.press(key);
    await expect.poll(() => page.url()).not.toContain(id);
    await form.waitFor({ state: 'detached' });
    await page.getByRole('option').filter({ hasText: '孙*' }).click();
    expect(await form.getByLabel('为什么更正').inputValue()).toBe('态度记错了');
    expect(await form.getByRole('radio', { name: '相信，愿意停' }).isChecked()).toBe(true);
    await form.getByRole('button', { name: '更正', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    expect((await read(id)).contacts[0]).toMatchObject({ result: 'believes', said: '请先挂断' });
    expect(problems).toEqual([]);
    await context.close();
  });
});

test('who ends do-not-disturb a moment after somebody else has changed the warning hears who it was', async () => {
  const id = await contacted('周建国');
  const { version } = await read(id);
  const note = '核实为误报';
  const close = { outcome: 'not_matched', falseAlarm: 'real_service', note, quietDays: 3 };
  await officer.post(`/warnings/${id}/close`, { version, ...close });
  const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
  const held = Promise.withResolvers<void>();
  await page.route('**/api/v1/warnings/*/lift-quiet', async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto(`/warnings/${id}`);
  await page.getByRole('button', { name: '解除免打扰' }).click();
  await page.getByLabel(/^原因/).fill('又有新情况');
  const form = page.getByRole('form', { name: '解除免打扰' });
  await form.getByRole('button', { name: '解除免打扰' }).click();
  const other = await centre.signIn(second);
  const now = await read(id);
  const contact = now.contacts[0]?.id;
  const correction = { version: now.version, said: '请先挂断，再回拨', why: '漏记一句' };
  await other.post(`/warnings/${id}/contacts/${contact}/correct`, correction);
  held.resolve();
  await form.getByText('李国强刚刚处理过这条预警，已为您刷新。').waitFor();
  await form.getByRole('button', { name: '解除免打扰' }).click();
  await form.waitFor({ state: 'detached' });
  expect((await read(id)).quiet?.running).not.toBe(true);
  expect(problems).toEqual([]);
  await context.close();
});
