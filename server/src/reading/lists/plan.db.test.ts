import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { machine, type Tx } from '../../ground/db/index.ts';
import { type Actor, findActor } from '../../ground/directory/index.ts';
import { crowd } from '../../work/warnings/testing/crowd.ts';
import { openOffice } from '../../work/warnings/testing/office.ts';
import { listTasks } from '../tasks/index.ts';
import { listAllWarnings } from './list-warnings.ts';

// No order and no filter of the table reads all warnings, nor do words that nobody wrote (decision 0036).
const rows = 40_000;
const office = await openOffice();
const { people, units } = office;

const who: Record<string, Actor> = {
  'the desk of the county': people.duty,
  'a station officer': people.east,
  'a grid worker': people.grid,
};

beforeAll(async () => {
  const unitIn = async (place: string) =>
    (
      await office.query<{ id: string }>(
        'INSERT INTO unit (code, name, kind, place_code) VALUES ($1, $1, $2, $3) RETURNING id',
        [`S-${crypto.randomUUID().slice(0, 8)}`, 'police_station', place],
      )
    )[0]!.id;
  const stations = [];
  for (let i = 0; i < 24; i++) {
    const place = i % 2 === 0 ? '330206001' : '330206002';
    stations.push({ id: await unitIn(place), place });
  }
  stations.push({ id: units.eastStation, place: '330206001001' }, { id: units.grid, place: '330206001001' });
  const borrower = (
    await office.query<{ id: string }>(
      `INSERT INTO person (name, username, unit_id, roles, password_hash) VALUES ('林老师', 'lin', $1, '{school_contact}', '-') RETURNING id`,
      [units.center],
    )
  )[0]!.id;
  who['a school contact with loans'] = (await office.db.inTransaction(machine, (tx) =>
    findActor(tx, borrower),
  ))!;
  await crowd(office.database.migrator, stations, { warnings: rows, borrower, lender: people.duty.id });
}, 120_000);

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Node[];
}
/** A whole reading of the table, unless a limit above it stops it early: rows that match lie everywhere then. */
const scansAll = (node: Node, limited: boolean): boolean =>
  (node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'warning' && !limited) ||
  (node.Plans ?? []).some((below) =>
    scansAll(below, (limited || node['Node Type'] === 'Limit') && !/Sort|Aggregate/.test(node['Node Type'])),
  );

async function fullReads(actor: Actor, work: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  const found: string[] = [];
  await office.db.inTransaction(actor.scope, async (real) => {
    const query = async (asked: string | { text: string; values?: unknown[] }, values?: unknown[]) => {
      const text = typeof asked === 'string' ? asked : asked.text;
      const given = (typeof asked === 'string' ? values : asked.values) ?? [];
      if (/^\s*(SELECT|WITH)/.test(text)) {
        const { rows: explained } = await real.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
          `EXPLAIN (FORMAT JSON) ${text}`,
          given,
        );
        if (scansAll(explained[0]!['QUERY PLAN'][0].Plan, false)) found.push(text);
      }
      return real.query(asked as string, values);
    };
    await work(
      new Proxy(real, {
        get: (target, key) => (key === 'query' ? query : Reflect.get(target, key)),
      }) as Tx,
    );
  });
  return found;
}

const asks = {
  'the newest': {},
  'by level, the least first': { sort: '-level' },
  'by state and due': { sort: 'state,due' },
  'by closing': { sort: '-closed' },
  'by money saved': { sort: '-saved' },
  'who was cheated': { outcome: 'cheated', sort: '-closed' },
  'what nobody is': { outcome: 'duplicate' },
  'a type nobody met': { fraudType: '20' },
  'a source nobody sent': { source: '没有' },
  'a town': { place: '330206002', sort: 'due' },
  'somebody’s own': { assignee: 'me' },
  'what is overdue': { overdue: true, sort: 'due' },
  'a day': { received: 'today' },
  'days of closing': { closed: '2020-01-01..2020-01-02' },
  'words nobody wrote': { q: '查无此词' },
} as const;

describe.each(Object.entries(asks))('%s', (_, filter) => {
  test.each(['the desk of the county', 'a station officer', 'a grid worker', 'a school contact with loans'])(
    'is found for %s without reading all warnings',
    async (name) => {
      const actor = who[name]!;
      const found = await fullReads(actor, (tx) =>
        listAllWarnings(
          { tx, actor, vault: office.deps.vault, now: new Date() },
          { sort: '-received', limit: 50, ...filter },
        ),
      );
      expect(found).toEqual([]);
    },
  );
});

test.each(['a station officer', 'a grid worker', 'the desk of the county'])(
  'the tasks of %s are found without reading all warnings',
  async (name) => {
    const actor = who[name]!;
    const found = await fullReads(actor, (tx) => listTasks({ ...office.deps, tx, actor, now: new Date() }));
    expect(found).toEqual([]);
  },
);

test('words are looked up by their index, with the rights of the owner only', async () => {
  const explain = `EXPLAIN SELECT id FROM warning
    WHERE warning_word_pairs(warning_words(subject_masked, reasons, source)) @> ARRAY['查无']`;
  const owner = new pg.Client(office.database.migrator);
  await owner.connect();
  const { rows: plan } = await owner.query(explain);
  await owner.end();
  expect(JSON.stringify(plan)).toContain('warning_word_pairs_index');
  // Why there is a function at all: the operator is not leakproof, so a policy keeps the index from being used.
  expect(JSON.stringify(await office.query(explain))).toContain('Seq Scan');
});
