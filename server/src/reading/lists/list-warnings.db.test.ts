import {
  fraudTypes,
  type ListFilter,
  levels,
  listSorts,
  outcomes,
  sortKeysOf,
  warningStates,
} from '@lanzha/contract';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '../../ground/refusal/index.ts';
import { openOffice } from '../../work/warnings/testing/office.ts';
import { filterOf } from './filter.ts';
import { listAllWarnings, type TablePage } from './list-warnings.ts';
import { answers, inOrder, type Known, now, randomWarnings } from './testing/random-warnings.ts';
import { type Sought, seek } from './words.ts';

const office = await openOffice();
const { people } = office;
let known: Known[];
/** Came while a list was read. */
const late: Known[] = [];
let unitNames: Map<string, string>;

let seed = 20260320;
const dice = (sides: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return Math.floor((seed / 2 ** 31) * sides);
};

beforeAll(async () => {
  known = await randomWarnings(office, 240, dice);
  const units = await office.query<{ id: string; name: string }>('SELECT id, name FROM unit');
  unitNames = new Map(units.map(({ id, name }) => [id, name]));
});

interface Query extends ListFilter {
  readonly sort?: string;
  readonly cursor?: string | undefined;
  readonly limit?: number;
}
async function list(query: Query, who = people.duty): Promise<TablePage> {
  const page = await office.act(who, now, (desk) =>
    listAllWarnings(desk, { sort: '-received', limit: 100, ...query }),
  );
  if (isRefusal(page)) throw new Error(page.code);
  return page;
}
async function allPages(query: Query, who = people.duty): Promise<{ ids: string[]; total: number | null }> {
  const ids: string[] = [];
  let total: number | null = null;
  for (let cursor: string | undefined; ; ) {
    const page = await list({ ...query, cursor }, who);
    total ??= page.total;
    ids.push(...page.items.map(({ id }) => id));
    if (page.next === null) return { ids, total };
    cursor = page.next;
  }
}
const idsOf = (rows: readonly Known[]) => rows.map(({ id }) => id);

const someSort = fc
  .uniqueArray(fc.constantFrom(...listSorts), { minLength: 1, maxLength: 3 })
  .chain((by) => fc.tuple(...by.map((one) => fc.constantFrom(one, `-${one}`))))
  .map((keys) => keys.join());
const some = (values: readonly string[]) =>
  fc.option(
    fc.subarray([...values], { minLength: 1, maxLength: 3 }).map((list) => list.join()),
    {
      nil: undefined,
      freq: 3,
    },
  );
const rarely = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 6 });
const someFilter: fc.Arbitrary<ListFilter> = fc
  .record({
    state: some([...warningStates, 'open']),
    outcome: rarely(fc.subarray([...outcomes], { minLength: 1 }).map((list) => list.join())),
    level: some(levels),
    fraudType: rarely(fc.subarray([...fraudTypes], { minLength: 5 }).map((list) => list.join())),
    place: rarely(fc.constantFrom('330206', '330206001', '330206001001', '330206002', '33020')),
    unit: rarely(fc.constantFrom(...Object.values(office.units))),
    assignee: rarely(fc.constantFrom('me', 'nobody', office.people.east.id)),
    source: rarely(fc.constantFrom('96110', '市级平台', '没有')),
    received: rarely(
      fc.constantFrom('today', 'yesterday', '7d', '30d', '2026-03-01..2026-03-10', '..2026-03-05'),
    ),
    closed: rarely(fc.constantFrom('30d', '2026-03-01..', '2026-02-20..2026-03-10')),
    overdue: rarely(fc.boolean()),
    saved: rarely(fc.boolean()),
    q: rarely(
      fc.constantFrom('王', '李*', '共享屏幕', 'loan', '派出所', '查无此词', '平台', '12', '客服的电'),
    ),
  })
  .map((filter) => Object.fromEntries(Object.entries(filter).filter(([, v]) => v !== undefined)));

describe('the table of all warnings', () => {
  test('pages through any order, each row once, in the order the oracle has', async () => {
    await fc.assert(
      fc.asyncProperty(someSort, fc.constantFrom(7, 33, 100), async (sort, limit) => {
        const { ids, total } = await allPages({ sort, limit });
        expect(ids).toEqual(idsOf(inOrder(known, sortKeysOf(sort))));
        expect(total).toBe(known.length);
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test('answers any filter as the oracle does', async () => {
    await fc.assert(
      fc.asyncProperty(someFilter, someSort, async (filter, sort) => {
        const expected = inOrder(
          known.filter((row) => answers(row, filter, people.duty.id, unitNames)),
          sortKeysOf(sort),
        );
        const { ids, total } = await allPages({ ...filter, sort, limit: 60 });
        expect(ids).toEqual(idsOf(expected));
        expect(total).toBe(expected.length);
      }),
      { numRuns: 150 },
    );
  }, 180_000);

  test('neither repeats nor skips what was there while new ones keep coming', async () => {
    const read: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await list({ sort: '-level,-received', limit: 25, cursor });
      read.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
      const fresh = await randomWarnings(office, 3, dice);
      late.push(...fresh);
    }
    expect(new Set(read).size).toBe(read.length);
    expect(known.filter(({ id }) => !read.includes(id))).toEqual([]);
  });

  test.each([
    ['a station officer', 'east'],
    ['a grid worker', 'grid'],
    ['the desk', 'duty'],
    ['an analyst', 'analyst'],
    ['a bank liaison', 'liaison'],
  ] as const)('shows %s the own rows and no others, by any filter', async (_, who) => {
    const everything = [...known, ...late];
    const actor = people[who];
    const { scope } = actor;
    if (scope.kind === 'machine') throw new Error('a person was expected');
    const own = everything.filter(
      (row) => (scope.place !== '' && row.place.startsWith(scope.place)) || scope.units.includes(row.unit),
    );
    const { ids, total } = await allPages({ sort: 'state,-due' }, actor);
    expect(ids).toEqual(idsOf(inOrder(own, sortKeysOf('state,-due'))));
    expect(total).toBe(own.length);
    const words = await allPages({ q: '共享屏幕' }, actor);
    expect(words.ids.toSorted()).toEqual(
      idsOf(own.filter((row) => row.headline.includes('共享屏幕'))).toSorted(),
    );
    const foreign = everything.find((row) => !own.includes(row));
    if (foreign !== undefined) expect((await list({ q: String(foreign.no) }, actor)).items).toEqual([]);
  });
});

describe('a cursor', () => {
  test('of another order starts at the top, and one made up is no error', async () => {
    const { next } = await list({ sort: '-received', limit: 5 });
    const top = (await list({ sort: 'level', limit: 5 })).items.map(({ id }) => id);
    expect((await list({ sort: 'level', limit: 5, cursor: next! })).items.map(({ id }) => id)).toEqual(top);
    const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    for (const cursor of [
      forged('level,-received,id', 0, '2026-02-30T00:00:00.000000Z', known[0]!.id),
      forged('level,-received,id', 9, '2026-02-20T00:00:00.000000Z', known[0]!.id),
      forged('level,-received,id', 0, null, known[0]!.id),
      forged('level,-received,id'),
      forged(),
      'abc',
    ])
      expect((await list({ sort: 'level', limit: 5, cursor })).items.map(({ id }) => id)).toEqual(top);
  });
});

describe('words', () => {
  test('find no phone number and no whole name: nothing that identifies is looked at', async () => {
    expect((await list({ q: '13800000000' })).items).toEqual([]);
    expect((await list({ q: '王小明' })).items).toEqual([]);
    expect((await list({ q: '%' })).items).toEqual([]);
  });

  test.each(['接到自称', '王', 'loan', '派出所', '查无此词'])(
    '%s finds the same whether its warnings are named beforehand or met while reading',
    async (word) => {
      const [named, met] = await office.act(people.duty, now, async ({ tx, actor }) => {
        const found = async (sought: Sought) => {
          const where = filterOf({ filter: {}, actor, now, lent: [], sought });
          const { rows } = await tx.query<{ id: string }>(
            `SELECT w.id FROM warning w WHERE ${where.sql()} ORDER BY w.id`,
            where.values,
          );
          return rows.map(({ id }) => id);
        };
        const sought = await seek(tx, word);
        return [await found(sought), await found({ ...sought, ids: null } as Sought)];
      });
      expect(met).toEqual(named);
      expect(named.length > 0).toBe(word !== '查无此词');
    },
  );

  test('of too many warnings are not named', async () => {
    const sought = await office.act(people.duty, now, ({ tx }) => seek(tx, '接到自称', 3));
    expect(sought).toMatchObject({ ids: null });
  });
});
