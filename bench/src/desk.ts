import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '@lanzha/server/faces/app';
import { readConfig } from '@lanzha/server/ground/config';
import { openDb } from '@lanzha/server/ground/db';
import { createLogger } from '@lanzha/server/ground/http';
import { openParams } from '@lanzha/server/ground/params';
import { hashPassword } from '@lanzha/server/ground/passwords';
import { startPostgres } from '@lanzha/server/ground/postgres';
import { openKeyFile, openVault } from '@lanzha/server/ground/vault';
import { type CrowdedCounty, crowdedCounty, firstPhone, type Who } from './support/crowded-county.ts';
import { Session } from './support/session.ts';

const count = Number(process.env.LANZHA_BENCH_WARNINGS ?? 1_000_000);
const password = 'Steady-lantern-2026';
const rounds = 60;
/** Searches are limited for each person; these stay below. */
const searches = 25;

/** What people open, with a million warnings behind it; the slowest of each kind is the figure. */
const pages = {
  desk: {
    'county desk': ['/warnings?limit=100', '/warnings/counts', '/tasks', '/zeroing'],
    'station officer': ['/warnings?limit=100', '/warnings/counts', '/tasks', '/zeroing'],
    'grid worker': ['/tasks'],
    'station leader, grids below': ['/board', '/warnings?limit=100'],
  },
  table: {
    'county desk': [
      '/lists/warnings?limit=50',
      '/lists/warnings?limit=50&state=open&sort=level,due',
      '/lists/warnings?limit=50&outcome=dissuaded&sort=-closed',
      '/lists/warnings?limit=50&received=today',
    ],
    'station officer': [
      '/lists/warnings?limit=50',
      '/lists/warnings?limit=50&state=open&sort=level,due',
      '/lists/warnings?limit=50&received=today',
    ],
  },
} as const satisfies Record<string, Partial<Record<Who, readonly string[]>>>;

/**
 * A whole server with a million warnings, asked over HTTP as its pages ask: p95 in milliseconds of what somebody waits for. An
 * answer that needs no warning at all (who am I) is the floor in the same run.
 */
export async function run(): Promise<Record<string, number | string>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lanzha-bench-'));
  const postgres = await startPostgres({ dataDir });
  const config = readConfig({ port: 0, data: dataDir }, {});
  const server = await createApp({ urls: postgres.urls, config, logger: createLogger('error') });
  const app = openDb(postgres.urls.app, { max: 2 });
  const owner = openDb(postgres.urls.migrator, { max: 2 });
  const params = await openParams(app);
  try {
    const vault = openVault(await openKeyFile(config.keyFile, false));
    const county = await crowdedCounty(app, owner, { params, vault }, count);
    await owner.pool.query('UPDATE person SET password_hash = $1', [await hashPassword(password)]);
    const tabs = await signIn(server.url, county);
    const figures: Record<string, number | string> = { warnings: count };
    for (const [kind, byWho] of Object.entries(pages))
      for (const [who, paths] of Object.entries(byWho))
        for (const path of paths)
          figures[`${kind}, ${who}: ${path}, p95 ms`] = await p95Of(() => tabs[who as Who].get(path));
    for (const who of ['county desk', 'station officer'] as const) {
      figures[`warning, ${who}, p95 ms`] = await p95Of((i) =>
        tabs[who].get(`/warnings/${county.sealed[i % county.sealed.length]}`),
      );
      figures[`search by phone, ${who}, p95 ms`] = await p95Of((i) => search(tabs[who], i), searches);
      figures[`search by words, ${who}, p95 ms`] = await p95Of(
        (i) =>
          tabs[who].get(`/lists/warnings?limit=50&q=${encodeURIComponent(i % 2 ? '自称客服' : '查无此词')}`),
        searches,
      );
    }
    const floor = await p95Of(() => tabs['county desk'].get('/session'));
    return { ...figures, 'who am I, p95 ms': floor, ...worst(figures, floor) };
  } finally {
    params.close();
    await owner.close();
    await app.close();
    await server.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function signIn(url: string, { people }: CrowdedCounty): Promise<Record<Who, Session>> {
  const opened = Object.entries(people).map(
    async ([who, { username }]) => [who, await Session.open(url, username, password)] as const,
  );
  return Object.fromEntries(await Promise.all(opened)) as Record<Who, Session>;
}

/** The number goes by POST; what it stands for is then listed. */
async function search(session: Session, i: number): Promise<void> {
  const { handle } = await session.post<{ handle: string }>('/search', { value: String(firstPhone + i) });
  await session.get(`/search/${handle}`);
}

async function p95Of(ask: (round: number) => Promise<unknown>, times = rounds): Promise<number> {
  for (let i = 0; i < 3; i++) await ask(i);
  const took: number[] = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await ask(i);
    took.push(performance.now() - began);
  }
  return round(took.sort((a, b) => a - b)[Math.ceil(times * 0.95) - 1] ?? 0);
}

function worst(figures: Record<string, number | string>, floor: number): Record<string, number> {
  const slowest = (prefix: string) =>
    Math.max(
      ...Object.entries(figures).flatMap(([name, value]) =>
        name.startsWith(prefix) && typeof value === 'number' ? [value] : [],
      ),
    );
  const [desk, table, found] = [slowest('desk'), slowest('table'), slowest('search')];
  return {
    'slowest of the desk, p95 ms': desk,
    'slowest of the table, p95 ms': table,
    'slowest search, p95 ms': found,
    'slowest of the desk, times who am I': round(desk / floor),
  };
}

const round = (value: number) => Number(value.toPrecision(3));
