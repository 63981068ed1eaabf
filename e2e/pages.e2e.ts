import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountOf, pathOf, screens } from '../scripts/screens/pages.ts';
import { openSettled } from '../scripts/screens/settle.ts';
import {
  accessibilityFaults,
  type Centre,
  exampleSignals,
  type Look,
  launchBrowser,
  openWindow,
  type Server,
  setUpCentre,
  startServer,
} from './harness.ts';

/** Every page, in the looks that differ most: axe and the browser find nothing wrong. */
const looks: Look[] = [
  { width: 'desk', language: 'zh-CN', scheme: 'light' },
  { width: 'phone', language: 'zh-CN', scheme: 'dark' },
  { width: 'desk', language: 'en', scheme: 'dark' },
];

let server: Server | undefined;
let browser: Browser | undefined;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function visit(path: string, look: Look, who: ReturnType<typeof accountOf>): Promise<void> {
  if (server === undefined || browser === undefined) throw new Error('nothing was started');
  const { page, context, problems } = await openWindow(browser, server.url, { ...look, ...who });
  try {
    await openSettled(page, path);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(look.language);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, 'the page scrolls sideways').toBe(0);
    expect(problems).toEqual([]);
  } finally {
    await context.close();
  }
}

const titled = (chosen: typeof screens) =>
  chosen.flatMap((screen) =>
    looks.map((look) => [screen.name, Object.values(look).join(' '), screen, look] as const),
  );

describe('before the first set-up', () => {
  test.each(titled(screens.filter(({ beforeSetUp }) => beforeSetUp)))(
    '%s, %s',
    async (_, __, screen, look) => {
      await visit(String(screen.path), look, {});
    },
  );
});

describe('in a working centre', () => {
  let centre: Centre;
  beforeAll(async () => {
    if (server === undefined) throw new Error('nothing was started');
    centre = await setUpCentre(server);
    await centre.send(await centre.addKey(), exampleSignals(new Date()));
  });

  test.each(titled(screens.filter(({ beforeSetUp }) => !beforeSetUp)))(
    '%s, %s',
    async (_, __, screen, look) => {
      await visit(await pathOf(screen, centre), look, accountOf(screen, centre));
    },
  );
});
