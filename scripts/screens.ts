// `npm run screens`: every page in every look into screens/, with a contact sheet as HTML and as one picture.
// `-- NAME…` takes only those pages. The list of pages is in screens/pages.ts.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import {
  exampleSignals,
  type Look,
  languages,
  launchBrowser,
  openWindow,
  type Server,
  schemes,
  setUpCentre,
  startServer,
} from '../e2e/harness.ts';
import { buildStale, buildSteps } from './build/index.ts';
import { accountOf, pathOf, type Screen, screens } from './screens/pages.ts';
import { openSettled } from './screens/settle.ts';
import { contactSheet, type Picture } from './screens/sheet.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'screens');
const asked = process.argv.slice(2);
const wanted = screens.filter(({ name }) => asked.length === 0 || asked.includes(name));
const looks: Look[] = (['desk', 'phone'] as const).flatMap((width) =>
  languages.flatMap((language) => schemes.map((scheme) => ({ width, language, scheme }))),
);

await buildStale(root, buildSteps, console.error);
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const server = await startServer();
const browser = await launchBrowser();
try {
  const pictures = await takeAll(browser, server);
  const html = join(folder, 'index.html');
  await writeFile(html, contactSheet(pictures, `Lanzha · ${new Date().toISOString().slice(0, 16)}`));
  await photographSheet(browser, html);
  const bad = pictures.filter(({ problems }) => problems.length > 0);
  for (const { screen, look, problems } of bad) console.error(`${screen} (${look}): ${problems.join(' · ')}`);
  console.log(
    JSON.stringify({ pictures: pictures.length, withProblems: bad.length, sheet: 'screens/sheet.png' }),
  );
} finally {
  await browser.close();
  await server.stop();
}

async function takeAll(browser: Browser, server: Server): Promise<Picture[]> {
  const early: Picture[] = [];
  for (const screen of wanted.filter(({ beforeSetUp }) => beforeSetUp)) {
    for (const look of looks)
      early.push(await take(browser, server.url, screen, look, String(screen.path), {}));
  }
  const centre = await setUpCentre(server);
  await centre.send(await centre.addKey(), exampleSignals(new Date()));
  const late: Picture[] = [];
  for (const screen of wanted.filter(({ beforeSetUp }) => !beforeSetUp)) {
    const path = await pathOf(screen, centre);
    for (const look of looks) {
      late.push(await take(browser, server.url, screen, look, path, accountOf(screen, centre)));
    }
  }
  return [...early, ...late];
}

async function take(
  browser: Browser,
  url: string,
  screen: Screen,
  look: Look,
  path: string,
  who: ReturnType<typeof accountOf>,
): Promise<Picture> {
  const name = `${look.width}-${look.language}-${look.scheme}`;
  const file = `${screen.name}-${name}.png`;
  const { page, context, problems } = await openWindow(browser, url, { ...look, ...who });
  try {
    await openSettled(page, path).catch((error: Error) =>
      problems.push(error.message.split('\n')[0] ?? 'not settled'),
    );
    await page.screenshot({ path: join(folder, file), fullPage: look.width === 'phone' });
  } finally {
    await context.close();
  }
  console.error(`${screen.name} ${name}`);
  return { screen: screen.name, look: name, file, problems };
}

async function photographSheet(browser: Browser, html: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 2800, height: 1000 } });
  await page.goto(pathToFileURL(html).href);
  await page.screenshot({ path: join(folder, 'sheet.png'), fullPage: true });
  await page.close();
}
