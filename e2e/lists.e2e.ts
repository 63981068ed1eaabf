import type { ViewsAnswer } from '@lanzha/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Account,
  accessibilityFaults,
  type Centre,
  exampleSignals,
  launchBrowser,
  openWindow,
  readWorkbook,
  startCentre,
} from './harness.ts';

let centre: Centre;
let browser: Browser;
let station: Account;

beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  await centre.send(await centre.addKey(), exampleSignals(new Date()));
  const officer = await centre.signIn(centre.officer);
  const { items } = await officer.get<{
    items: { unit: { name: string }; subject: { name: string | null } }[];
  }>('/lists/warnings?level=high');
  const unit = items.find(({ subject }) => subject.name === '林**')?.unit.name;
  if (unit === undefined) throw new Error('no warning at a station');
  station = await centre.addPerson({ name: '陈东', username: 'chendong', roles: ['station_officer'], unit });
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

const grid = (page: Page) => page.getByRole('grid', { name: '全部预警' });
const rowsOf = (page: Page) => grid(page).locator('tbody tr');
const headsOf = async (page: Page) =>
  (await grid(page).getByRole('columnheader').allInnerTexts()).map((head) => head.replace(/\s*\d?$/, ''));
const search = (page: Page) => new URL(page.url()).searchParams;

describe('the table of all warnings', () => {
  test('is filtered, kept as a view, exported, and the file holds what was seen', async () => {
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto('/lists');
    await expect.poll(() => rowsOf(page).count()).toBe(6);

    // A cell filters by its value, with the keyboard alone.
    await grid(page).getByRole('gridcell', { name: '紧急' }).first().focus();
    await page.keyboard.press('f');
    await expect.poll(() => rowsOf(page).count()).toBe(2);
    expect(search(page).get('level')).toBe('urgent');
    await page.getByRole('button', { name: '筛选 1' }).click();
    await page.getByRole('dialog').getByLabel('等级').click();
    await page.getByTitle('高', { exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: '看结果' }).click();
    await expect.poll(() => rowsOf(page).count()).toBe(3);
    await page.getByText('等级：紧急、高').waitFor();

    // Two columns of order.
    await page.getByRole('button', { name: '等级', exact: true }).click();
    await page.getByRole('button', { name: '收到', exact: true }).click({ modifiers: ['Shift'] });
    await expect.poll(() => search(page).get('sort')).toBe('level,-received');
    await expect.poll(() => rowsOf(page).last().textContent()).toContain('林**');

    // Columns.
    await page.getByRole('button', { name: '列', exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('checkbox', { name: '来源' }).check();
    await sheet.getByRole('checkbox', { name: '疑似类型' }).uncheck();
    await sheet.getByRole('button', { name: '“姓名”前移' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await sheet.getByRole('button', { name: '完成' }).click();
    const heads = [
      '编号',
      '姓名',
      '等级',
      '要点',
      '区划',
      '责任单位',
      '经办人',
      '状态',
      '收到',
      '到期',
      '来源',
    ];
    await expect.poll(() => headsOf(page)).toEqual(heads);

    // Kept under a name, found again from the tab.
    await page.getByRole('button', { name: '另存为视图' }).click();
    await page.getByRole('dialog').getByLabel('名称').fill('紧急和高');
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
    const tab = page.getByRole('link', { name: '紧急和高' });
    await tab.waitFor();
    await page.getByRole('link', { name: '全部', exact: true }).click();
    await expect.poll(() => rowsOf(page).count()).toBe(6);
    await tab.click();
    await expect.poll(() => rowsOf(page).count()).toBe(3);
    expect(await accessibilityFaults(page)).toEqual([]);
    const seen = await grid(page).locator('tbody tr td:first-child').allInnerTexts();

    // Exported with a purpose, opened, read.
    await page.getByRole('button', { name: '导出', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '导出', exact: true }).click();
    await dialog.getByText('请写明用途，至少四个字。').waitFor();
    await dialog.getByLabel('用途').fill('给分管领导的周报');
    expect(await accessibilityFaults(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: '导出', exact: true }).click(),
    ]);
    await dialog.getByText(/已导出 3 行/).waitFor();
    expect(download.suggestedFilename()).toMatch(/^warnings-[\d-]+\.xlsx$/);
    const [table = [], notes = []] = await readWorkbook(await download.path());
    expect(table.slice(1).map(([no]) => no)).toEqual(seen);
    expect(table[0]?.map((head) => head.slice(0, 2))).toEqual(heads.map((head) => head.slice(0, 2)));
    const said = Object.fromEntries(notes);
    expect(said).toMatchObject({ 筛选: '等级:紧急、高', 用途: '给分管领导的周报', 行数: '3' });
    await dialog.getByRole('button', { name: '关闭' }).last().click();

    // Deleted and had back.
    await page.getByRole('button', { name: '管理视图' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
    await expect
      .poll(() => page.getByRole('navigation', { name: '视图' }).getByText('紧急和高').count())
      .toBe(0);
    await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click();
    await expect
      .poll(() => page.getByRole('navigation', { name: '视图' }).getByText('紧急和高').count())
      .toBe(1);
    await page.getByRole('button', { name: '完成' }).click();

    // A row opens its warning.
    await rowsOf(page).first().locator('td').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/warnings\/[0-9a-f-]{36}/);
    await page.getByRole('link', { name: '这个人的历次预警、联系' }).click();
    await page.getByRole('heading', { name: '这个人经历过什么？' }).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  test('finds a person whose number is posted, not addressed', async () => {
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto('/lists');
    await page.getByRole('button', { name: '筛选' }).click();
    await page.getByRole('dialog').getByLabel('按号码或姓名').fill('13800000003');
    await page.getByRole('dialog').getByRole('button', { name: '查找' }).click();
    await page.getByText('当事人 138****0003').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '看结果' }).click();
    await expect.poll(() => rowsOf(page).count()).toBe(1);
    expect(page.url()).not.toContain('13800000003');
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe('what could not be kept or read', () => {
  const arrange = '**/api/v1/views/arrange';
  const listed = '**/api/v1/lists/warnings?**';
  let second: Account;

  beforeAll(async () => {
    second = await centre.addPerson({ name: '周敏', username: 'zhoumin', roles: ['duty_officer'] });
  });

  test('of a view is said where it was asked for, and no longer when that is opened again', async () => {
    const { page, context, problems } = await openWindow(browser, centre.url, { account: second });
    await page.goto('/lists?level=high');
    const dialog = page.getByRole('dialog');
    const keep = () => dialog.getByRole('button', { name: '保存' }).click();
    await page.route('**/api/v1/views', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await page.getByRole('button', { name: '另存为视图' }).click();
    await dialog.getByLabel('名称').fill('高');
    await keep();
    await dialog
      .getByRole('alert')
      .getByText(/刚才的操作没有保存/)
      .waitFor();
    await dialog.getByRole('button', { name: '取消' }).click();
    await page.unroute('**/api/v1/views');
    await page.getByRole('button', { name: '另存为视图' }).click();
    await dialog.getByLabel('名称').fill('高');
    expect(await dialog.getByRole('alert').count()).toBe(0);
    await keep();
    await page.getByRole('link', { name: '高', exact: true }).waitFor();

    await page.goto(`${page.url()}&overdue=false`);
    await page.route('**/api/v1/views/*/change', (route) => route.abort());
    await page.getByRole('button', { name: '保存修改' }).click();
    await page
      .getByRole('alert')
      .getByText(/刚才的操作没有保存/)
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: /未超时/ }).click();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
    await page.goBack();
    await page.getByRole('button', { name: '管理视图' }).click();
    await dialog.getByRole('button', { name: '改名、共享' }).click();
    await dialog.getByLabel('名称').fill('高的');
    expect(await dialog.getByRole('alert').count()).toBe(0);
    await page.unroute('**/api/v1/views/*/change');
    await keep();
    await dialog.getByRole('button', { name: '完成' }).click();
    await page.getByRole('button', { name: '保存修改' }).click();
    await expect.poll(() => page.getByRole('button', { name: '保存修改' }).count()).toBe(0);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(problems.filter((problem) => !problem.includes('ERR_FAILED'))).toEqual([]);
    await context.close();
  });

  test('is not the second of two quick moves of a tab', async () => {
    const { page, context, problems } = await openWindow(browser, centre.url, { account: second });
    await page.goto('/lists');
    await page.getByRole('button', { name: '管理视图' }).click();
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(arrange, async (route) => {
      await held;
      await route.continue();
    });
    const later = page.getByRole('dialog').getByRole('button', { name: '“今日接收”后移' });
    await later.click();
    await later.click();
    release();
    const reader = await centre.signIn(second);
    const order = async () => (await reader.get<ViewsAnswer>('/views')).arrangement.order.slice(0, 4);
    await expect.poll(order).toEqual(['all', 'overdue', 'follow_up', 'today']);
    await page.getByRole('dialog').getByRole('button', { name: '“待回访”前移' }).click();
    await expect.poll(order).toEqual(['all', 'follow_up', 'overdue', 'today']);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('of the table is said above its foot, and tried again from there', async () => {
    const { page, context } = await openWindow(browser, centre.url, { account: second });
    let failing = false;
    await page.route(listed, (route) =>
      failing
        ? route.abort()
        : route.continue({ url: route.request().url().replace('limit=100', 'limit=4') }),
    );
    await page.goto('/lists');
    await expect.poll(() => rowsOf(page).count()).toBe(4);
    const alert = page.getByRole('alert');
    failing = true;
    await page.getByRole('button', { name: '刷新', exact: true }).click();
    await alert.getByText(/^没有读到新的内容，这里仍是 .+ 的。连不上服务器/).waitFor();
    expect(await rowsOf(page).count()).toBe(4);
    expect(await accessibilityFaults(page)).toEqual([]);
    failing = false;
    await alert.getByRole('button', { name: '重试' }).click();
    await expect.poll(() => alert.count()).toBe(0);

    failing = true;
    await page.getByRole('button', { name: '再看 100 条' }).click();
    await alert.getByText(/^没有读到后面的预警。连不上服务器/).waitFor();
    failing = false;
    await alert.getByRole('button', { name: '重试' }).click();
    await expect.poll(() => rowsOf(page).count()).toBe(6);
    await expect.poll(() => alert.count()).toBe(0);
    await context.close();
  });
});

describe('my tasks, on a phone', () => {
  test('are where a station officer comes in; a large button leads to the act', async () => {
    const { page, context, problems } = await openWindow(browser, centre.url, {
      account: station,
      width: 'phone',
    });
    await page.goto('/');
    await page.waitForURL('**/tasks');
    const card = page.getByRole('listitem').filter({ hasText: '林**' });
    await card.getByText('本单位待签收').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    for (const link of await card.getByRole('link').all()) {
      const box = await link.boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
      expect(box?.width).toBeGreaterThanOrEqual(44);
    }
    await card.getByRole('link', { name: '签收' }).click();
    await page.getByRole('button', { name: '签收' }).click();
    await page.getByRole('toolbar').getByRole('button', { name: '联系' }).waitFor();

    await page.goto('/tasks');
    await card.getByText('派给我的').waitFor();
    await card.getByRole('link', { name: '打电话' }).click();
    await page.getByRole('region', { name: '记录一次联系' }).waitFor();
    expect(new URL(page.url()).searchParams.has('do')).toBe(false);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('say so when there are none, and the last card can be reached', async () => {
    const grids = await centre.addPerson({
      name: '孙网格',
      username: 'sungrid',
      roles: ['grid_worker'],
      unit: '小港派出所',
    });
    const empty = await openWindow(browser, centre.url, { account: grids, width: 'phone' });
    await empty.page.goto('/');
    await empty.page.waitForURL('**/tasks');
    await empty.page.getByRole('listitem').first().waitFor();
    await empty.context.close();
    const full = await openWindow(browser, centre.url, { account: centre.officer, width: 'phone' });
    await full.page.goto('/tasks');
    const last = full.page.getByRole('listitem').last().getByRole('link').last();
    await last.scrollIntoViewIfNeeded();
    const box = await last.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(844);
    expect([...empty.problems, ...full.problems]).toEqual([]);
    await full.context.close();
  });
});
