import type { ZeroingPast, ZeroingSheet } from '@lanzha/contract';
import { openDb } from '@lanzha/server/ground/db';
import { attachPostgres } from '@lanzha/server/ground/postgres';
import type { Browser } from 'playwright-core';
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
let leader: Account;
/** The four warnings, by the name of the person. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  leader = await centre.addPerson({ name: '孙主任', username: 'sunlead', roles: ['leader'] });
  const send = openSender(centre, await centre.addKey());
  for (const name of ['赵小云', '钱大海', '孙海燕', '李建国']) ids[name] = await send(name);
  await setHour(comingHour());
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

/** The first full minute that leaves time for all that is done before the hour. */
const comingHour = () => new Date(Math.ceil((Date.now() + 75_000) / 60_000) * 60_000);

/**
 * As if this place had always had another hour, that of yesterday passed and counted. Changed through the approvals, it
 * would count from tomorrow on whenever this test runs after the usual hour; and a server that first looks when the hour
 * has come takes the next day for the first.
 */
async function setHour(at: Date): Promise<void> {
  const { urls, detach } = await attachPostgres({ dataDir: centre.dataDir });
  const database = openDb(urls.migrator, { max: 1 });
  const inShanghai = (instant: Date) => new Date(instant.getTime() + 8 * 3_600_000).toISOString();
  const yesterday = new Date(at.getTime() - 86_400_000);
  try {
    const { rows } = await database.pool.query<{ id: string }>(
      "UPDATE rule_param SET value = $1 WHERE code = 'zeroing.hour' RETURNING id",
      [inShanghai(at).slice(11, 16)],
    );
    await new Promise((resolve) => setTimeout(resolve, 6_000)); // until the server has read it
    await database.pool.query(
      `WITH gone AS (DELETE FROM zeroing_hour WHERE day <> $1)
       INSERT INTO zeroing_hour (day, from_at, at, frozen_at, param_id, counted) VALUES ($1, $2, $2, $2, $3, false)
       ON CONFLICT (day) DO UPDATE SET from_at = $2, at = $2, frozen_at = $2, counted = false`,
      [inShanghai(yesterday).slice(0, 10), yesterday, rows[0]?.id],
    );
  } finally {
    await database.close();
    await detach();
  }
}

/** Asks until it holds; the hour of a day comes within two minutes and is counted seconds after. */
async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

describe('given four open warnings before the hour', () => {
  test('two are explained, one is pressed for, one is closed; the hour passes, and the next day opens with the rest', {
    timeout: 300_000,
  }, async () => {
    const client = await centre.signIn(centre.officer);
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.officer });
    await page.goto('/zeroing');
    await page.getByRole('heading', { name: '清零之前，还有哪些没有说明？' }).waitFor();
    const card = (name: string) => page.getByRole('listitem').filter({ hasText: `${name[0]}*` });
    for (const name of ['赵小云', '钱大海']) {
      await card(name).getByRole('button', { name: '说明', exact: true }).click();
      await card(name).getByLabel('原因').selectOption({ label: '一直联系不上' });
      await card(name).getByRole('button', { name: '保存说明' }).click();
      await card(name).getByText('请写明情况').waitFor();
      await card(name).getByLabel('情况', { exact: true }).fill('打了三次没有人接');
      await card(name).getByLabel('下一步做什么').fill('请社区上门看看');
      await card(name).getByRole('button', { name: '保存说明' }).click();
      await card(name).getByText('打了三次没有人接').waitFor();
    }
    await card('孙海燕').getByRole('button', { name: '催办' }).click();
    await card('孙海燕')
      .getByText(/已催办 1 条/)
      .waitFor();
    await card('孙海燕').getByRole('button', { name: '催办' }).click();
    await card('孙海燕')
      .getByText(/刚刚催办过/)
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    const { version } = await client.get<{ version: number }>(`/warnings/${ids.李建国}`);
    await client.post(`/warnings/${ids.李建国}/close`, {
      version,
      outcome: 'not_matched',
      falseAlarm: 'other',
      note: '核实为误报',
    });
    const before = await client.get<ZeroingSheet>('/zeroing');
    expect(before.total).toMatchObject({ open: 3, explained: 2, unexplained: 1, closed: 1, pushed: 1 });
    // What was on the screen stands still, whatever happens elsewhere.
    expect(
      await page
        .getByRole('listitem')
        .filter({ hasText: /第 \d+ 号/ })
        .count(),
    ).toBe(4);

    const { items } = await until(
      () => client.get<{ items: ZeroingPast[] }>('/zeroing/days'),
      (answer) => answer.items.length > 0,
    );
    expect(items).toMatchObject([
      { day: before.day, total: { open: 3, explained: 2, unexplained: 1, closed: 1, pushed: 1 } },
    ]);

    await page.reload();
    await page.getByText(/清零时结存 3 条，其中 1 条没有说明/).waitFor();
    await page.getByRole('heading', { name: '往日结转' }).waitFor();
    expect(
      await page
        .getByRole('listitem')
        .filter({ hasText: /第 \d+ 号/ })
        .count(),
    ).toBe(3);
    await card('赵小云')
      .getByText(/的说明/)
      .waitFor();
    await page.getByRole('link', { name: '看这一天' }).click();
    await card('孙海燕').getByText('没有说明').waitFor();
    await card('孙海燕').getByRole('button', { name: '逾期补充说明' }).click();
    await card('孙海燕').getByLabel('原因').selectOption({ label: '当事人在外地' });
    await card('孙海燕').getByLabel('情况', { exact: true }).fill('人在外地，周末回来');
    await card('孙海燕').getByLabel('下一步做什么').fill('周末上门');
    await card('孙海燕').getByRole('button', { name: '保存说明' }).click();
    await card('孙海燕').getByText('逾期说明').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect((await client.get<{ items: ZeroingPast[] }>('/zeroing/days')).items).toMatchObject([
      { total: { explained: 2, unexplained: 1 }, explainedLate: 1 },
    ]);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('a leader sees on a phone who is behind, and opens the records', async () => {
    const { page, context, problems } = await openWindow(browser, centre.url, {
      account: leader,
      width: 'phone',
    });
    await page.goto('/board');
    await page.getByRole('heading', { name: '谁落在后面' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: /收到预警\s*4/ }).click();
    await page.getByText(/共 4 条/).waitFor();
    await page.goto('/zeroing');
    await page.getByRole('heading', { name: '往日结转' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(wide).toBe(false);
    expect(problems).toEqual([]);
    await context.close();
  });
});
