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

let centre: Centre;
let browser: Browser;
let send: ReturnType<typeof openSender>;
let second: Account;
let reader: Awaited<ReturnType<Centre['signIn']>>;
beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  send = openSender(centre, await centre.addKey());
  reader = await centre.signIn(centre.officer);
  second = await centre.addPerson({ name: '李国强', username: 'liguoqiang', roles: ['duty_officer'] });
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

const row = (page: Page, surname: string) => page.getByRole('option').filter({ hasText: `${surname}*` });
const act = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) });

const state = (id: string) => reader.get<Record<string, unknown>>(`/warnings/${id}`);
const undoButton = (page: Page) => page.getByRole('status').getByRole('button', { name: '撤销' });
const signToUndo = async (page: Page, name: string) => {
  const id = await send(name);
  await page.goto(`/warnings/${id}`);
  await act(page, '签收').click();
  await undoButton(page).waitFor();
  return { id, ...(await reader.get<{ version: number }>(`/warnings/${id}`)) };
};

describe('the duty desk', () => {
  test('shows a warning that arrives without a reload, and it is worked to its end with five keystrokes', async () => {
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto('/warnings');
    await page.getByRole('heading', { name: '谁需要马上联系？' }).waitFor();
    await page.getByText('实时', { exact: true }).waitFor();
    const id = await send('赵小云');
    await page.getByText('条新预警').first().waitFor();
    await page.keyboard.press('n');
    await row(page, '赵').click();
    await page.getByRole('button', { name: /^签收/ }).waitFor();

    for (const key of ['s', 'c', 'Enter', 'e', 'Enter']) await page.keyboard.press(key);

    await expect.poll(async () => (await state(id)).state).toBe('closed');
    expect(await state(id)).toMatchObject({ outcome: 'dissuaded' });
    expect(problems).toEqual([]);
    await context.close();
  });

  test('has no link without a name on the rail while the words of another room are on their way', async () => {
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    const words = Promise.withResolvers<void>();
    await page.route('**/*words-zh*.js', async (route) => {
      const response = await route.fetch();
      const body = await response.text();
      if (body.includes('截至同一时刻的中位数')) await words.promise; // of the board
      await route.fulfill({ response, body });
    });
    await page.goto('/warnings');
    await page.getByRole('heading', { name: '谁需要马上联系？' }).waitFor();
    const rail = page.getByRole('navigation', { name: '各项工作' });
    expect(await rail.getAttribute('aria-busy')).toBe('true');
    expect(await accessibilityFaults(page)).toEqual([]);
    const marks = () => rail.locator('[class*="active"]').count();
    expect(await marks()).toBe(1);
    const heightOf = async () => (await rail.boundingBox())?.height;
    const before = await heightOf();
    words.resolve();
    await rail.getByRole('link', { name: '看板' }).waitFor();
    expect(await heightOf()).toBe(before);
    expect(await marks()).toBe(1);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('takes a step back: what was closed by mistake is open again, and the history keeps both', async () => {
    const id = await send('钱大海');
    const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto(`/warnings/${id}`);
    await act(page, '签收').waitFor();
    await page.keyboard.press('s');
    await expect.poll(async () => (await state(id)).state).toBe('signed');
    await page.getByRole('button', { name: /撤销/ }).click();
    await expect.poll(async () => (await state(id)).state).toBe('dispatched');
    const acts = ((await state(id)).history as { act: string }[]).map((entry) => entry.act);
    expect(acts).toEqual(expect.arrayContaining(['sign', 'undo']));
    await context.close();
  });

  test('does not offer again to take a step back after one has been away', async () => {
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await signToUndo(page, '何小平');
    await undoButton(page).click();
    await page.getByText(/已撤销/).waitFor();
    await page.getByRole('navigation', { name: '各项工作' }).getByRole('link', { name: '跟进' }).click();
    await page.getByRole('heading', { name: '谁该回访了？' }).waitFor();
    await page.goBack();
    await act(page, '签收').waitFor();
    expect(await undoButton(page).count()).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('says what came of taking a step back for as long as it takes to read', async () => {
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await signToUndo(page, '施小梅');
    await undoButton(page).click();
    const undone = page.getByText(/已撤销/);
    await undone.waitFor();
    await undone.waitFor({ state: 'detached', timeout: 9_000 });

    const { id, version } = await signToUndo(page, '吕小芳');
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/api/v1/warnings/*/undo', async (route) => {
      await held;
      await route.continue();
    });
    await undoButton(page).click();
    const other = await centre.signIn(second);
    await other.post(`/warnings/${id}/contact`, { version, method: 'call', reached: true });
    release();
    const refused = page.getByText('已经有了新的处理，不能再撤销。');
    await refused.waitFor();
    await refused.waitFor({ state: 'detached', timeout: 9_000 });
    expect(problems).toEqual([]);
    await context.close();
  });

  test('keeps two officers from overwriting each other', async () => {
    const id = await send('孙文静');
    const [one, two] = await Promise.all([
      openWindow(browser, centre.url, { account: centre.officer }),
      openWindow(browser, centre.url, { account: second }),
    ]);
    await Promise.all([one.page.goto(`/warnings/${id}`), two.page.goto(`/warnings/${id}`)]);
    await Promise.all([act(one.page, '签收').waitFor(), act(two.page, '签收').waitFor()]);
    await Promise.all([one.page.keyboard.press('s'), two.page.keyboard.press('s')]);
    await expect.poll(async () => (await state(id)).state).toBe('signed');
    const signed = ((await state(id)).history as { act: string }[]).filter((entry) => entry.act === 'sign');
    expect(signed).toHaveLength(1);
    await Promise.all([one.context.close(), two.context.close()]);
  });

  test('does not move the list under the cursor', async () => {
    await send('周建国');
    const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto('/warnings');
    await page.getByRole('option').first().waitFor();
    await page.getByText('实时', { exact: true }).waitFor();
    const before = await page.getByRole('option').allInnerTexts();
    await send('吴秀英', { level: 'urgent' });
    await page.getByText('条新预警').first().waitFor();
    const names = (texts: string[]) => texts.map((text) => text.split('\n').slice(0, 3).join());
    expect(names(await page.getByRole('option').allInnerTexts())).toEqual(names(before));
    await context.close();
  });

  test('shows a number only for a reason, and leaves a trace', async () => {
    const id = await send('郑一鸣');
    const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto(`/warnings/${id}`);
    await act(page, '签收').waitFor();
    expect(await page.content()).not.toMatch(/1360000\d{4}/);
    const { value } = await reader.post<{ value: string }>(`/warnings/${id}/reveal`, {
      field: 'phone',
      reason: '联系当事人',
    });
    expect(value).toMatch(/^1360000\d{4}$/);
    expect(((await state(id)).history as { act: string }[]).map((entry) => entry.act)).toContain('reveal');
    await context.close();
  });

  test('works on a phone: from the list to the end, by touch', async () => {
    const id = await send('王小虎');
    const { page, context, problems } = await openWindow(browser, centre.url, {
      account: centre.officer,
      width: 'phone',
      scheme: 'dark',
    });
    await page.goto(`/warnings/${id}`);
    await act(page, '签收').tap();
    await act(page, '联系').tap();
    await page
      .getByRole('button', { name: /记录|保存|确认/ })
      .first()
      .tap();
    await expect.poll(async () => (await state(id)).state).toBe('contacted');
    await act(page, '结案').tap();
    await page
      .getByRole('dialog')
      .or(page.getByRole('form'))
      .getByRole('button', { name: /结案/ })
      .last()
      .tap();
    await expect.poll(async () => (await state(id)).state).toBe('closed');
    expect(problems).toEqual([]);
    await context.close();
  });
});

test('a station officer sees what was sent to the own station and nothing else', async () => {
  const units = await centre.units();
  const stations = units
    .filter((unit) => unit.kind === 'police_station')
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const here = await centre.addPerson({
    name: '陈警官',
    username: 'chen',
    roles: ['station_officer'],
    unit: stations[0]!.name,
  });
  const mine = await send('冯玉兰', {
    subject: { phone: '13511110001', name: '冯玉兰', place: stations[0]!.code.slice(0, 9) },
  });
  const other = await send('褚学文', {
    subject: { phone: '13511110002', name: '褚学文', place: stations[1]!.code.slice(0, 9) },
  });
  const client = await centre.signIn(here);
  expect(await client.get(`/warnings/${mine}`)).toMatchObject({ id: mine });
  await expect(client.get(`/warnings/${other}`)).rejects.toThrow(/404/);
  const { page, context } = await openWindow(browser, centre.url, { account: here });
  await page.goto('/warnings');
  await row(page, '冯').waitFor();
  expect(await row(page, '褚').count()).toBe(0);
  await context.close();
});

test('a warning that arrives while the page is still opening its stream is not missed', async () => {
  const { page, context } = await openWindow(browser, centre.url, { account: centre.officer });
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/api/v1/live', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/warnings');
  await page.getByRole('option').first().waitFor();
  await send('卫子夫');
  release();
  await page.getByText('条新预警').first().waitFor();
  await context.close();
});
