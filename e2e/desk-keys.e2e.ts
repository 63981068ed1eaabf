import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSender } from './desk-sender.ts';
import { type Centre, launchBrowser, openWindow, startCentre } from './harness.ts';

/** Keys as fast as hands are: without any pause, whatever the network does. */
let centre: Centre;
let browser: Browser;
let reader: Awaited<ReturnType<Centre['signIn']>>;
let send: ReturnType<typeof openSender>;
let window: Awaited<ReturnType<typeof openWindow>>;
let page: Page;
beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  send = openSender(centre, await centre.addKey());
  reader = await centre.signIn(centre.officer);
});
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});
beforeEach(async () => {
  window = await openWindow(browser, centre.url, { account: centre.officer });
  page = window.page;
});
afterEach(async () => {
  await window.context.close();
});

const five = ['s', 'c', 'Enter', 'e', 'Enter'] as const;
const press = async (keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const slow = (by: number) =>
  page.route('**/api/v1/**', async (route) => {
    await sleep(by);
    await route.continue().catch(() => undefined); // the window may have been closed
  });
const open = async (id: string) => {
  await page.goto(`/warnings/${id}`);
  await page.getByRole('button', { name: /^签收/ }).waitFor();
};
const warning = (id: string) =>
  reader.get<{ state: string; outcome: string | null; history: { act: string }[] }>(`/warnings/${id}`);
const actsOf = async (id: string) =>
  (await warning(id)).history
    .map(({ act }) => act)
    .filter((act) => ['sign', 'contact', 'meet', 'close'].includes(act));
const word = (text: string) => page.getByRole('alert').getByText(text).waitFor({ timeout: 8_000 });

describe('five keystrokes without a pause close a warning of the middle level', () => {
  const rounds = Array.from({ length: 10 }, (_, n) => n + 1);

  test('ten times in a row', async () => {
    for (const round of rounds) {
      const id = await send('赵小云');
      await open(id);
      await press(five);
      await expect.poll(async () => (await warning(id)).state, { message: `round ${round}` }).toBe('closed');
      expect(await warning(id)).toMatchObject({ outcome: 'dissuaded' });
    }
    expect(window.problems).toEqual([]);
  });

  test('ten times in a row with every answer 300 ms late', { timeout: 120_000 }, async () => {
    await slow(300);
    for (const round of rounds) {
      const id = await send('钱大海');
      await open(id);
      await press(five);
      await expect
        .poll(async () => (await warning(id)).state, { message: `round ${round}`, timeout: 10_000 })
        .toBe('closed');
      expect(await actsOf(id)).toEqual(expect.arrayContaining(['sign', 'contact', 'close']));
    }
    expect(window.problems).toEqual([]);
  });

  test('even when all five arrive before anything could be drawn', async () => {
    const id = await send('孙文静');
    await open(id);
    await page.evaluate((keys) => {
      for (const key of keys) {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
      }
    }, five);
    await expect.poll(async () => (await warning(id)).state).toBe('closed');
    expect(await actsOf(id)).toHaveLength(3);
  });
});

describe('keys that wait', () => {
  beforeEach(async () => {
    await slow(300);
    // All keys are pressed before the first act is done, however slow the machine.
    await page.route('**/sign', async (route) => {
      await sleep(1_000);
      await route.fallback().catch(() => undefined);
    });
  });

  test('are told while they wait', async () => {
    await open(await send('李晓明'));
    await press(['s', 'c', 'Enter']);
    await page.getByText('等前一步办完就执行').waitFor();
  });

  test('are dropped with a word when the act before fails', async () => {
    const id = await send('周建国');
    await open(id);
    await page.route('**/sign', async (route) => {
      await sleep(1_000);
      await route.abort();
    });
    await press(five);
    await word('前一步没有办成');
    expect(await actsOf(id)).toEqual([]);
  });

  test('are cleared by Escape; what is on its way arrives', async () => {
    const id = await send('吴秀英');
    await open(id);
    await press(['s', 'c', 'Enter', 'Escape']);
    await word('已按您的要求取消');
    await expect.poll(() => actsOf(id)).toEqual(['sign']);
    await sleep(1_000);
    expect(await actsOf(id)).toEqual(['sign']);
    expect(await page.getByRole('radio', { name: '联系上了', exact: true }).count()).toBe(0);
  });

  test('are never carried out on another warning', async () => {
    const [one, other] = [await send('郑一鸣'), await send('王小虎')];
    await open(one);
    await page.getByRole('option').nth(1).waitFor();
    await press(['s', 'c', 'Enter', 'j', 'k']);
    await word('您已转到别处');
    await sleep(1_500);
    expect(await actsOf(one)).toEqual(['sign']);
    expect(await actsOf(other)).toEqual([]);
  });

  test('confirm no panel that lacks something', async () => {
    const id = await send('冯玉兰');
    await open(id);
    await press(['s', 'm', 'Enter', 'c', 'Enter']);
    await word('还有必填的没有填');
    await page.getByText('请填写至少一位同行人员').first().waitFor();
    expect(await actsOf(id)).toEqual(['sign']);
  });

  test('confirm nothing that was meant to be chosen before', async () => {
    const id = await send('褚学文');
    await open(id);
    await press(['s', 'c', 'ArrowRight', 'Enter']);
    await word('请等面板打开');
    const reached = page.getByRole('radio', { name: '联系上了', exact: true });
    await expect.poll(() => reached.evaluate((radio) => radio === document.activeElement)).toBe(true);
    expect(await actsOf(id)).toEqual(['sign']);
  });

  test('are never typed into a field, and do not act as commands when text was meant', async () => {
    const id = await send('卫子夫');
    await open(id);
    await press(['s', 'm', 'c', 'h', 'e', 'n', 'Enter']);
    await word('请等面板打开');
    const field = page.getByRole('textbox', { name: '同行人员' });
    await field.waitFor();
    await sleep(500);
    expect(await field.inputValue()).toBe('');
    expect(await actsOf(id)).toEqual(['sign']);
  });

  test('do not take the focus from somebody who types elsewhere', async () => {
    const id = await send('蒋明月');
    await open(id);
    await press(['s', 'c', 'Enter']);
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('ce');
    await word('您正在别处输入');
    expect(await page.getByRole('searchbox').inputValue()).toBe('ce');
    expect(await actsOf(id)).toEqual(['sign']);
  });
});
