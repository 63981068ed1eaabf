import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSettled } from '../scripts/screens/settle.ts';
import { type Account, type Centre, launchBrowser, openWindow, startCentre } from './harness.ts';
import { plantHostileTexts } from './injection-texts.ts';

// Whoever sends a signal or types a word may type a program: every page shows it as the text that it is.
let centre: Centre;
let browser: Browser;
let planted: Awaited<ReturnType<typeof plantHostileTexts>>;

beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre(), launchBrowser()]);
  planted = await plantHostileTexts(centre);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await centre?.stop();
});

type Who = 'officer' | 'admin' | 'security' | 'auditor' | 'leader';
/** A page, who looks, and the texts that must be there to be read: the words before the program. */
const pages: readonly [path: string | (() => string), as: Who, shown: readonly string[]][] = [
  ['/warnings', 'officer', ['来源']],
  [
    () => `/warnings/${planted.warning}`,
    'officer',
    ['短信', '通话', '应用', '银行', '报案', '指令', '记录', '同行'],
  ],
  [() => `/warnings/${planted.closed}`, 'officer', ['结案']],
  [() => `/search/${planted.handle}`, 'officer', []],
  ['/search', 'officer', []],
  ['/notify', 'officer', ['民警']],
  ['/loans?view=lent', 'officer', ['借阅']],
  ['/shifts', 'officer', ['岗位']],
  ['/staff', 'officer', ['登记']],
  [() => `/staff/${planted.member}`, 'officer', ['登记', '培训']],
  ['/directory', 'admin', ['单位']],
  ['/directory?tab=people', 'admin', ['民警']],
  ['/service-keys', 'admin', ['密钥']],
  ['/approvals', 'security', ['新人']],
  ['/approvals?view=mine', 'security', ['依据']],
  ['/approvals?view=done', 'security', ['密钥', '密钥事由']],
  ['/params', 'security', []],
  ['/retention', 'security', ['保全']],
  ['/audit', 'auditor', []],
  ['/operation', 'admin', []],
  ['/matrix?q=民警', 'security', ['民警']],
  ['/shifts', 'leader', ['岗位']],
];

test.each(pages)('%s, for %s, shows programs as text and runs none', async (path, as, shown) => {
  const accounts: Record<Who, Account> = {
    officer: centre.officer,
    admin: centre.admin,
    security: centre.security,
    auditor: planted.auditor,
    leader: planted.leader,
  };
  const { page, context, problems } = await openWindow(browser, centre.url, { account: accounts[as] });
  const dialogs: string[] = [];
  const fetched: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (/\/x$|evil\.example/.test(request.url())) fetched.push(request.url());
  });
  await page.addInitScript(() => {
    Object.assign(window, { violations: [] as string[] });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      (Reflect.get(window, 'violations') as string[]).push(`${violatedDirective} ${blockedURI}`),
    );
  });
  await openSettled(page, typeof path === 'string' ? path : path());
  const found = await page.evaluate(() => ({
    ran: Reflect.get(window, '__xss') ?? null,
    violations: Reflect.get(window, 'violations') as string[],
    elements: document.querySelectorAll(
      'img[src="x"], svg[onload], [onerror], [onclick], a[href^="javascript:" i], a[href^="data:" i], iframe, base',
    ).length,
    visible: getComputedStyle(document.body).display !== 'none',
  }));
  expect(found).toMatchObject({ ran: null, violations: [], elements: 0, visible: true });
  const text = await page.locator('body').textContent();
  for (const word of shown) expect(text).toMatch(new RegExp(`${word}<(script|img|b)`));
  expect({ dialogs, fetched, problems }).toEqual({ dialogs: [], fetched: [], problems: [] });
  await context.close();
});
