import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountOf, pathOf, screens } from '../../scripts/screens/pages.ts';
import { openSettled, settled } from '../../scripts/screens/settle.ts';
import {
  type Account,
  accessibilityFaults,
  type Centre,
  exampleSignals,
  type Look,
  launchBrowser,
  openWindow,
  type Server,
  setUpCentre,
  startServer,
  type Window,
  widths,
} from '../harness.ts';

/** Every page in both languages, and in each at a desk and on a phone: axe and the browser find nothing wrong. */
const looks: Record<Look['language'], readonly Omit<Look, 'language'>[]> = {
  'zh-CN': [
    { width: 'desk', scheme: 'light' },
    { width: 'phone', scheme: 'dark' },
  ],
  en: [
    { width: 'desk', scheme: 'dark' },
    { width: 'phone', scheme: 'light' },
  ],
};

/** One test a page in this language. */
export function everyPage(language: Look['language']): void {
  let server: Server | undefined;
  let browser: Browser | undefined;
  /** One window a person: what the pages share is fetched once. */
  const windows = new Map<string | undefined, Promise<Window>>();
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function windowOf(account?: Account): Promise<Window> {
    const key = account?.username;
    if (server === undefined || browser === undefined) throw new Error('nothing was started');
    const opened =
      windows.get(key) ?? openWindow(browser, server.url, { language, ...(account && { account }) });
    windows.set(key, opened);
    return opened;
  }

  async function visit(path: string, account?: Account): Promise<void> {
    const { page, problems } = await windowOf(account);
    problems.length = 0;
    for (const [at, { width, scheme }] of looks[language].entries()) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize(widths[width]);
      await (at === 0 ? openSettled(page, path) : settled(page));
      const faults = await accessibilityFaults(page);
      const { lang, overflow } = await page.evaluate(() => {
        const { documentElement: root } = document;
        // Behind the bars only the content scrolls; what is hidden in it must not make the window scroll into nothing.
        const content = document.querySelector('#content');
        const framed =
          content === null
            ? []
            : [content.scrollWidth - content.clientWidth, root.scrollHeight - root.clientHeight];
        return {
          lang: root.lang,
          overflow: [root.scrollWidth - root.clientWidth, ...framed].filter((by) => by !== 0),
        };
      });
      expect({ width, scheme, lang, overflow, faults }).toEqual({
        width,
        scheme,
        lang: language,
        overflow: [],
        faults: [],
      });
    }
    expect(problems).toEqual([]);
  }

  const titled = (chosen: typeof screens) => chosen.map((screen) => [screen.name, screen] as const);

  describe('before the first set-up', () => {
    test.each(titled(screens.filter(({ beforeSetUp }) => beforeSetUp)))('%s', async (_, screen) => {
      await visit(String(screen.path));
    });
  });

  describe('in a working centre', () => {
    let centre: Centre;
    beforeAll(async () => {
      if (server === undefined) throw new Error('nothing was started');
      centre = await setUpCentre(server);
      await centre.send(await centre.addKey(), exampleSignals(new Date()));
    });

    test.each(titled(screens.filter(({ beforeSetUp }) => !beforeSetUp)))('%s', async (_, screen) => {
      const path = await pathOf(screen, centre);
      await visit(path, accountOf(screen, centre).account);
    });
  });
}
