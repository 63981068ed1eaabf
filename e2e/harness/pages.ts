import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Account } from './centre.ts';
import { signInContext } from './sessions.ts';

export const widths = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
export const languages = ['zh-CN', 'en'] as const;
export const schemes = ['light', 'dark'] as const;

export type Look = {
  width: keyof typeof widths;
  language: (typeof languages)[number];
  scheme: (typeof schemes)[number];
};

const usual: Look = { width: 'desk', language: 'zh-CN', scheme: 'light' };

/** A window of one person: a page, and what went wrong in it. */
export type Window = {
  page: Page;
  context: BrowserContext;
  /** Errors of scripts, of the content security policy and of the server (5xx). An honest journey ends with none. */
  problems: string[];
};

/** Opens a window on `url` (the server), signed in when an account is given. Close its context afterwards. */
export async function openWindow(
  browser: Browser,
  url: string,
  options: Partial<Look> & { account?: Account } = {},
): Promise<Window> {
  const { width, language, scheme } = { ...usual, ...options };
  const context = await browser.newContext({
    baseURL: url,
    viewport: widths[width],
    locale: language,
    timezoneId: 'Asia/Shanghai',
    colorScheme: scheme,
    reducedMotion: 'reduce',
    ...(width === 'phone' ? { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : {}),
  });
  if (options.account !== undefined) await signInContext(context, url, options.account);
  const page = await context.newPage();
  return { page, context, problems: watch(page) };
}

/** What the browser itself says about every answer of 4xx; the interface deals with those. */
const refusalNoise = /^Failed to load resource: the server responded with a status of 4\d\d/;

function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !refusalNoise.test(message.text()))
      problems.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500)
      problems.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
  return problems;
}
