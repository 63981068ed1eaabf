import type { Page } from 'playwright-core';

/** Opens a path and waits until the page shows what it has: its title, no skeleton, its fonts. */
export async function openSettled(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: 'domcontentloaded' });
  await settled(page);
}

/** Waits until the page that is open shows what it has. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1, h2').first().waitFor({ state: 'visible', timeout: 20_000 });
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null, undefined, {
    timeout: 20_000,
  });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForTimeout(250);
}
