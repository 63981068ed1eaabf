import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpackChromium } from '../scripts/browser/unpack.ts';
import { accessibilityFaults, launchBrowser } from './harness.ts';

let browser: Browser;
let site: Server;
let url: string;

beforeAll(async () => {
  browser = await launchBrowser();
  site = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    answer.setHeader('content-security-policy', "default-src 'self'; script-src 'self'");
    answer.end('<!doctype html><html lang="zh"><title>页</title><main><h1>页</h1><input></main></html>');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  site.close();
});

test('the browser keeps web security on: one site cannot read another', async () => {
  const page = await browser.newPage();
  await page.goto(url);
  const other = url.replace('127.0.0.1', 'localhost');
  const read = (from: string) =>
    page.evaluate(
      (address) =>
        fetch(address).then(
          () => 'read',
          () => 'refused',
        ),
      from,
    );
  expect([await read(url), await read(other)]).toEqual(['read', 'refused']);
  await page.close();
});

test('axe runs under a strict content security policy and tells serious findings', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  expect(await accessibilityFaults(page)).toEqual([expect.stringMatching(/^critical label: .* – input/)]);
  await page.locator('input').evaluate((input) => input.setAttribute('aria-label', '号码'));
  expect(await accessibilityFaults(page)).toEqual([]);
  await context.close();
});

test('draws WebGL, so that maps and graphs can be seen', async () => {
  const page = await browser.newPage();
  const drawn = await page.evaluate(() => document.createElement('canvas').getContext('webgl2') !== null);
  expect(drawn).toBe(true);
  await page.close();
});

test('leaves no folder behind', async () => {
  const scratch = () => readdirSync(tmpdir()).filter((name) => name.startsWith('lanzha-browser-'));
  const before = new Set(scratch());
  const second = await launchBrowser();
  const mine = scratch().filter((name) => !before.has(name));
  expect(mine).toHaveLength(1);
  await second.close();
  expect(scratch().filter((name) => mine.includes(name))).toEqual([]);
});

test('several processes may unpack the browser at the same moment', async () => {
  const below = mkdtempSync(join(tmpdir(), 'lanzha-unpack-'));
  try {
    const [one, two] = await Promise.all([unpackChromium(below), unpackChromium(below)]);
    expect(one).toEqual(two);
    expect(readdirSync(below)).toHaveLength(1);
    expect([one.executable, one.libraries, one.fonts].filter(existsSync)).toHaveLength(3);
  } finally {
    rmSync(below, { recursive: true, force: true });
  }
});
