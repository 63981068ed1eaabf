import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accessibilityFaults,
  type Centre,
  codeOf,
  launchBrowser,
  openWindow,
  startCentre,
  untilCodeLasts,
} from './harness.ts';

let centre: Centre;
let browser: Browser;
let secret = '';
let recoveryCodes: string[] = [];

beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

async function openSignIn() {
  const opened = await openWindow(browser, centre.url);
  await opened.page.goto('/');
  await opened.page.getByLabel('用户名').fill(centre.officer.username);
  await opened.page.getByLabel('口令', { exact: true }).fill(centre.officer.password);
  await opened.page.getByRole('button', { name: '登录', exact: true }).click();
  return opened;
}
const atDesk = (page: Page) => page.waitForURL(/\/warnings/);

/** Signs in with the code of a telephone that is `steps` half minutes ahead. */
async function signInWithCode(steps: number) {
  const opened = await openSignIn();
  await opened.page.getByRole('heading', { name: '输入动态码' }).waitFor();
  await opened.page.getByRole('textbox', { name: '动态码' }).fill(codeOf(secret, steps));
  await opened.page.getByRole('button', { name: '登录', exact: true }).click();
  return opened;
}

describe('an officer', () => {
  test('is reminded, enrols with the secret, and keeps the recovery codes', async () => {
    const { page, context, problems } = await openSignIn();
    await atDesk(page);
    await page.getByRole('link', { name: /天内启用动态码/ }).click();
    await page.getByRole('img', { name: '动态码的二维码' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    secret = ((await page.locator('code').textContent()) ?? '').replace(/\s/g, '');
    await untilCodeLasts();
    await page.getByLabel('动态码', { exact: true }).fill('000000');
    await page.getByLabel('登录口令').fill(centre.officer.password);
    await page.getByRole('button', { name: '启用', exact: true }).click();
    await page.getByText('动态码不对。').waitFor();
    await page.getByLabel('动态码', { exact: true }).fill(codeOf(secret, -1));
    await page.getByRole('button', { name: '启用', exact: true }).click();
    await page.getByRole('heading', { name: '保存恢复码' }).waitFor();
    recoveryCodes = await page
      .getByRole('list', { name: '保存恢复码' })
      .getByRole('listitem')
      .allTextContents();
    expect(recoveryCodes).toHaveLength(10);
    expect(await accessibilityFaults(page)).toEqual([]);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: '存成文件' }).click();
    expect((await saving).suggestedFilename()).toBe('拦诈恢复码.txt');
    await page.getByRole('button', { name: '已保存好' }).click();
    await atDesk(page);
    expect(await page.getByRole('link', { name: /天内启用动态码/ }).count()).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('signs out and in again with a code, and is told of the sign-in before', async () => {
    await untilCodeLasts();
    const { page, context, problems } = await signInWithCode(0);
    await atDesk(page);
    await page.getByText(/^上次登录：/).waitFor();
    await page.getByRole('button', { name: '张敏' }).click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.waitForURL(/\/sign-in/);
    expect(problems).toEqual([]);
    await context.close();
  });

  test('is told that a code works once, and gets in with the next one', async () => {
    const used = await signInWithCode(0);
    await used.page.getByText(/动态码已经用过了|动态码不对/).waitFor();
    await used.page.getByRole('textbox', { name: '动态码' }).fill(codeOf(secret, 1));
    await used.page.getByRole('button', { name: '登录', exact: true }).click();
    await atDesk(used.page);
    await used.context.close();
  });

  test('gets in with a recovery code when the telephone is not at hand', async () => {
    const { page, context } = await openSignIn();
    await page.getByRole('button', { name: /改用恢复码/ }).click();
    await page.getByLabel('恢复码', { exact: true }).fill(recoveryCodes[0]?.toLowerCase() ?? '');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await atDesk(page);
    await page.goto('/account');
    await page.getByText('剩余恢复码 9 个').waitFor();
    await context.close();
  });

  test('sees where else they are signed in and ends it; the other window is led to the sign-in', async () => {
    const there = await openWindow(browser, centre.url);
    const here = await openWindow(browser, centre.url);
    for (const [{ page }, code] of [
      [there, recoveryCodes[1]],
      [here, recoveryCodes[2]],
    ] as const) {
      const reply = await page.request.post('/api/v1/session', {
        data: { ...centre.officer, recoveryCode: code },
      });
      expect(reply.status()).toBe(200);
    }
    await there.page.goto('/account');
    await there.page.getByText('本次登录').waitFor();
    await here.page.goto('/account');
    await here.page.getByRole('button', { name: '退出其他所有登录' }).click();
    await here.page.getByText(/^已退出 \d+ 个登录。/).waitFor();
    await expect.poll(() => here.page.getByRole('button', { name: '退出', exact: true }).count()).toBe(0);
    await there.page.reload();
    await there.page.waitForURL(/\/sign-in\?.*back=%2Faccount/);
    await there.context.close();
    await here.context.close();
  });
});

describe('a session about to end', () => {
  test('says so a minute before, and goes on when asked', async () => {
    const { page, context } = await openWindow(browser, centre.url, { account: centre.admin });
    // The answer of the server as it would be after fourteen minutes in which nobody did anything.
    let endsIn = 59_000;
    await page.route('**/api/v1/session', async (route) => {
      if (route.request().method() !== 'GET') return route.fallback();
      const reply = await route.fetch();
      const me = (await reply.json()) as { serverTime: string; session: { endsAt: string } };
      me.session.endsAt = new Date(Date.parse(me.serverTime) + endsIn).toISOString();
      await route.fulfill({ response: reply, json: me });
    });
    await page.goto('/service-keys');
    const dialog = page.getByRole('dialog', { name: '还在吗？' });
    await dialog.waitFor();
    expect(await dialog.textContent()).toMatch(/5\d 秒后自动退出登录/);
    expect(await accessibilityFaults(page)).toEqual([]);
    endsIn = 900_000;
    await dialog.getByRole('button', { name: '继续工作' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await context.close();
  });
});

describe('a system administrator', () => {
  test('asks for a key, fetches it once another person agreed, sees it once, and revokes it alone', async () => {
    const { page, context, problems } = await openWindow(browser, centre.url, { account: centre.admin });
    await page.goto('/service-keys');
    await page.getByText('还没有密钥').waitFor();
    await page.getByRole('button', { name: '申请密钥' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('combobox').fill('反诈中心');
    await page.getByTitle(/反诈中心 · /).click();
    await form.getByLabel('来源').fill('短信网关');
    await form.getByLabel('事由').fill('运营商接入短信网关');
    await form.getByLabel('只许从这些地址使用').fill('10.1.2');
    await form.getByRole('button', { name: '提出申请' }).click();
    await form.getByText(/“10.1.2”不是地址或网段/).waitFor();
    await form.getByLabel('只许从这些地址使用').fill('127.0.0.0/8');
    expect(await accessibilityFaults(page)).toEqual([]);
    await form.getByRole('button', { name: '提出申请' }).click();
    await page.getByText('已提出申请，等另一个人批准。').waitFor();

    const second = await openWindow(browser, centre.url, { account: centre.security });
    await second.page.goto('/approvals');
    const asked = second.page.getByRole('listitem', { name: '新建服务密钥' });
    await asked.getByText('127.0.0.0/8').waitFor();
    expect(await accessibilityFaults(second.page)).toEqual([]);
    await asked.getByRole('button', { name: '批准', exact: true }).click();
    await second.page.getByText('没有等您批准的申请').waitFor();

    await page.goto('/service-keys');
    await page.getByRole('button', { name: '领取' }).click();
    await form.getByRole('button', { name: '领取' }).click();
    const key = (await form.locator('code').textContent()) ?? '';
    expect(key).toMatch(/^lz_[\w-]{43}$/);
    expect(await accessibilityFaults(page)).toEqual([]);
    await form.getByRole('button', { name: '已保存好' }).click();
    expect(await page.content()).not.toContain(key);
    await page.getByRole('cell', { name: '127.0.0.0/8' }).waitFor();
    expect(await centre.send(key, [{ id: 'nonsense' }])).toMatchObject([{ status: 'rejected' }]);
    await page.getByRole('button', { name: '停用' }).click();
    await page.getByLabel('停用原因').fill('换系统');
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click();
    await page.getByText('“短信网关”的密钥已停用。').waitFor();
    await expect(centre.send(key, [{ id: 'nonsense' }])).rejects.toThrow('401');
    expect([...problems, ...second.problems]).toEqual([]);
    await second.context.close();
    await context.close();
  });
});
