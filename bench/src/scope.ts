import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, migrate, openDb, type Tx } from '@lanzha/server/ground/db';
import type { Actor } from '@lanzha/server/ground/directory';
import { openParams } from '@lanzha/server/ground/params';
import { startPostgres } from '@lanzha/server/ground/postgres';
import { masterKeysFrom, openVault } from '@lanzha/server/ground/vault';
import {
  countOpenWarnings,
  type Desk,
  findWarning,
  listWarnings,
  revealField,
  type WarningsDeps,
} from '@lanzha/server/work/warnings';
import { type CrowdedCounty, crowdedCounty, type Who } from './support/crowded-county.ts';

const count = 1_000_000;
const rounds = 120;
const measured: readonly Who[] = [
  'county desk',
  'town desk',
  'station officer',
  'station leader, grids below',
  'grid worker',
  'borrower of 20',
];

/**
 * A million warnings: what each role waits for its list, its counts, one warning and a search, with row-level security
 * and, turn by turn in the same run, as the owner of the tables, whom it does not hold.
 */
export async function run(): Promise<Record<string, number | string>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lanzha-bench-'));
  const postgres = await startPostgres({ dataDir });
  const app = openDb(postgres.urls.app, { max: 2 });
  const owner = openDb(postgres.urls.migrator, { max: 2 });
  try {
    await migrate(postgres.urls.migrator);
    const params = await openParams(app);
    const deps = { params, vault: openVault(masterKeysFrom(randomBytes(64))) };
    const county = await crowdedCounty(app, owner, deps, count);
    const figures: Record<string, number | string> = { warnings: count };
    for (const who of measured) {
      const ids = await visibleIds(app, county.people[who]);
      for (const [what, ask] of Object.entries(asks(ids))) {
        const { held, free } = await compare(app, owner, deps, county.people[who], ask);
        figures[`${who}: ${what}, p95 ms`] = round(held);
        figures[`${who}: ${what}, ratio to no row-level security`] = round(held / free);
      }
    }
    Object.assign(figures, await reveals(app, owner, deps, county));
    figures['county desk: words that nobody wrote, ms'] = round(
      await timed(app, deps, county.people['county desk'], (desk) =>
        listWarnings(desk, { q: '查无此词', limit: 100 }),
      ),
    );
    figures['plans of part-of-the-county roles that read all warnings'] = await fullReads(app, deps, county);
    params.close();
    return figures;
  } finally {
    await owner.close();
    await app.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

type Ask = (desk: Desk, round: number) => Promise<unknown>;

const asks = (ids: readonly string[]) =>
  ({
    list: (desk) => listWarnings(desk, { limit: 100 }),
    'closed list': (desk) => listWarnings(desk, { state: 'closed', limit: 100 }),
    counts: (desk) => countOpenWarnings(desk),
    read: (desk, i) => findWarning(desk, ids[i % ids.length] ?? ''),
    'search by identifier': (desk, i) =>
      listWarnings(desk, { indexed: [ids[i % ids.length] ?? ''], limit: 100 }),
  }) satisfies Record<string, Ask>;

async function visibleIds(app: Db, actor: Actor): Promise<string[]> {
  const { rows } = await app.inTransaction(actor.scope, (tx) =>
    tx.query<{ id: string }>('SELECT id FROM warning TABLESAMPLE SYSTEM (2) LIMIT 500'),
  );
  if (rows.length > 0) return rows.map(({ id }) => id);
  const lent = await app.inTransaction(actor.scope, (tx) =>
    tx.query<{ id: string }>('SELECT warning_id AS id FROM lent_to_me'),
  );
  return lent.rows.map(({ id }) => id);
}

async function timed(db: Db, deps: WarningsDeps, actor: Actor, ask: Ask, turn = 0): Promise<number> {
  const began = performance.now();
  await db.inTransaction(actor.scope, (tx) => ask({ ...deps, tx, actor, now: new Date() }, turn));
  return performance.now() - began;
}

async function compare(app: Db, owner: Db, deps: WarningsDeps, actor: Actor, ask: Ask) {
  const [held, free]: [number[], number[]] = [[], []];
  for (let i = 0; i < rounds; i++) {
    const [h, f] = [await timed(app, deps, actor, ask, i), await timed(owner, deps, actor, ask, i)];
    if (i < 10) continue;
    held.push(h);
    free.push(f);
  }
  return { held: p95(held), free: p95(free) };
}

/** A hundred each, by two officers of the same station: more in an hour is refused. */
async function reveals(app: Db, owner: Db, deps: WarningsDeps, { people, sealed }: CrowdedCounty) {
  const [held, free]: [number[], number[]] = [[], []];
  const one: Ask = async (desk, i) => {
    const answer = await revealField(desk, { id: sealed[i] ?? '', field: 'phone', reason: '电话劝阻' });
    if (!('value' in answer)) throw new Error(`not revealed: ${JSON.stringify(answer)}`);
  };
  for (let i = 0; i < 100; i++) {
    held.push(await timed(app, deps, people['station officer'], one, i));
    free.push(await timed(owner, deps, people['another station officer'], one, i + 100));
  }
  return {
    'station officer: reveal, p95 ms': round(p95(held)),
    'station officer: reveal, ratio to no row-level security': round(p95(held) / p95(free)),
  };
}

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Node[];
}
const reads = (node: Node): boolean =>
  (node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'warning') || (node.Plans ?? []).some(reads);

/** Explains every statement that the same work sends, at full size. */
async function fullReads(app: Db, deps: WarningsDeps, { people }: CrowdedCounty): Promise<number> {
  const found: string[] = [];
  for (const who of measured.filter((each) => each !== 'county desk')) {
    const actor = people[who];
    const ids = await visibleIds(app, actor);
    for (const ask of Object.values(asks(ids)) as Ask[])
      await app.inTransaction(actor.scope, (real) =>
        ask({ ...deps, tx: explained(real, found), actor, now: new Date() }, 0),
      );
  }
  if (found.length > 0) throw new Error(`these read all warnings:\n${found.join('\n')}`);
  return found.length;
}

function explained(real: Tx, found: string[]): Tx {
  const query = async (asked: string | { text: string; values?: unknown[] }, values?: unknown[]) => {
    const [text, given] = typeof asked === 'string' ? [asked, values] : [asked.text, asked.values];
    if (/^\s*(SELECT|WITH)/.test(text)) {
      const { rows } = await real.query<{ 'QUERY PLAN': { Plan: Node }[] }>(
        `EXPLAIN (FORMAT JSON) ${text}`,
        given ?? [],
      );
      if (rows[0]?.['QUERY PLAN'].some(({ Plan }) => reads(Plan))) found.push(text);
    }
    return real.query(asked as string, values);
  };
  return new Proxy(real, { get: (target, key) => (key === 'query' ? query : Reflect.get(target, key)) });
}

const p95 = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? 0;
const round = (value: number) => Number(value.toPrecision(3));
