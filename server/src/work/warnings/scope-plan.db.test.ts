import { beforeAll, describe, expect, test } from 'vitest';
import { machine, type Tx } from '../../ground/db/index.ts';
import { type Actor, findActor } from '../../ground/directory/index.ts';
import { countOpenWarnings } from './count-open.ts';
import type { Desk } from './desk.ts';
import { findWarning } from './find-warning.ts';
import { listWarnings } from './list-warnings.ts';
import { crowd } from './testing/crowd.ts';
import { openOffice } from './testing/office.ts';

// Row-level security costs nothing that grows: no statement of a scoped person reads all warnings (decision 0006).
const rows = 50_000;
const office = await openOffice();
const { people, units } = office;

const hire = async (name: string, role: string, unit: string): Promise<Actor> => {
  const [row] = await office.query<{ id: string }>(
    `INSERT INTO person (name, username, unit_id, roles, password_hash) VALUES ($1, $2, $3, $4, '-') RETURNING id`,
    [name, `u-${crypto.randomUUID()}`, unit, [role]],
  );
  return (await office.db.inTransaction(machine, (tx) => findActor(tx, row!.id)))!;
};
const unitIn = async (kind: string, place: string, parent: string | null = null) =>
  (
    await office.query<{ id: string }>(
      'INSERT INTO unit (code, name, kind, place_code, parent_id) VALUES ($1, $1, $2, $3, $4) RETURNING id',
      [`${kind}-${crypto.randomUUID().slice(0, 8)}`, kind, place, parent],
    )
  )[0]!.id;

const who: Record<string, Actor> = {
  'a station officer': people.east,
  'a grid worker': people.grid,
  'the desk of the county': people.duty,
  'an analyst': people.analyst,
};
let some: string;
let lent: string;

beforeAll(async () => {
  const stations = [];
  for (let i = 0; i < 28; i++) {
    const place = i % 2 === 0 ? '330206001' : '330206002';
    stations.push({ id: await unitIn('police_station', place), place });
  }
  stations.push({ id: units.eastStation, place: '330206001001' }, { id: units.grid, place: '330206001001' });
  for (let i = 0; i < 3; i++)
    stations.push({ id: await unitIn('grid', '330206001', units.westStation), place: '330206001' });
  who['a leader of a station with grids below'] = await hire('西所长', 'leader', units.westStation);
  who['the desk of a town'] = await hire(
    '镇值班',
    'duty_officer',
    await unitIn('command_center', '330206002'),
  );
  who['a school contact with loans'] = await hire('林老师', 'school_contact', units.center);
  who['a bank liaison'] = people.liaison;
  await crowd(office.database.migrator, stations, {
    warnings: rows,
    borrower: who['a school contact with loans'].id,
    lender: people.duty.id,
  });
  const [row] = await office.query<{ id: string }>('SELECT id FROM warning WHERE unit_id = $1 LIMIT 1', [
    units.eastStation,
  ]);
  some = row!.id;
  lent = (await office.query<{ id: string }>('SELECT warning_id AS id FROM loan LIMIT 1'))[0]!.id;
}, 120_000);

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Node[];
}
/**
 * Whether some node reads the whole table. Below a limit it stops there: who sees everything reads the first ten thousand
 * to count them.
 */
const scansAll = (node: Node, limited: boolean): boolean =>
  (node['Node Type'] === 'Seq Scan' && node['Relation Name'] === 'warning' && !limited) ||
  (node.Plans ?? []).some((below) => scansAll(below, limited && node['Node Type'] !== 'Sort'));

/** The plans of every statement that the work sends. */
async function plansOf(
  actor: Actor,
  work: (desk: Desk) => Promise<unknown>,
): Promise<{ text: string; scans: boolean }[]> {
  const plans: { text: string; scans: boolean }[] = [];
  await office.db.inTransaction(actor.scope, async (real) => {
    const query = async (asked: string | { text: string; values?: unknown[] }, values?: unknown[]) => {
      const text = typeof asked === 'string' ? asked : asked.text;
      const given = (typeof asked === 'string' ? values : asked.values) ?? [];
      if (/^\s*(SELECT|WITH)/.test(text)) {
        const { rows: explained } = await real.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
          `EXPLAIN (FORMAT JSON) ${text}`,
          given,
        );
        const top = explained[0]!['QUERY PLAN'][0].Plan;
        const seesAll = actor.scope.kind === 'person' && actor.scope.place === '330206';
        plans.push({ text, scans: scansAll(top, seesAll && text.includes('LIMIT 10001')) });
      }
      return real.query(asked as string, values);
    };
    const tx = new Proxy(real, {
      get: (target, key) => (key === 'query' ? query : Reflect.get(target, key)),
    }) as Tx;
    await work({ ...office.deps, tx, actor, now: new Date() });
  });
  return plans;
}

const asks = {
  'the list': (desk) => listWarnings(desk, { limit: 50 }),
  'the open ones': (desk) => listWarnings(desk, { state: 'open', limit: 50 }),
  'the closed ones': (desk) => listWarnings(desk, { state: 'closed', limit: 50 }),
  'the counts': (desk) => countOpenWarnings(desk),
  'one warning': (desk) => findWarning(desk, some),
  'a lent one': (desk) => findWarning(desk, lent),
  'a search': (desk) => listWarnings(desk, { indexed: [some, lent], limit: 50 }),
} as const satisfies Record<string, (desk: Desk) => Promise<unknown>>;

describe.each([
  'a station officer',
  'a grid worker',
  'a leader of a station with grids below',
  'a school contact with loans',
  'a bank liaison',
  'the desk of a town',
  'the desk of the county',
  'an analyst',
])('%s', (name) => {
  test.each(Object.entries(asks))('reads %s by indexes', async (_what, ask) => {
    const actor = who[name] as Actor;
    expect((await plansOf(actor, ask)).filter(({ scans }) => scans).map(({ text }) => text)).toEqual([]);
  });
});

test('the twenty lent ones are all that a school contact lists', async () => {
  const teacher = who['a school contact with loans'] as Actor;
  const page = await office.act(teacher, new Date(), (desk) => listWarnings(desk, { limit: 200 }));
  expect(page).toMatchObject({ total: 20, next: null });
});
