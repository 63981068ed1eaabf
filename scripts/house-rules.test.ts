import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  cruise,
  type ICruiseOptions,
  type ICruiseResult,
  type IForbiddenRuleType,
  type IResolveOptions,
} from 'dependency-cruiser';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const config: Config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
type Config = {
  forbidden: IForbiddenRuleType[];
  options: ICruiseOptions & { enhancedResolveOptions: Partial<IResolveOptions> };
};

/** One row: the file, what it imports, and the rules that this import breaks. */
type Row = readonly [file: string, source: string, broken: readonly string[]];

const rows: readonly Row[] = [
  // Rooms that the others import.
  ['server/src/ground/db/index.ts', 'export * from "./db.ts"', []],
  ['server/src/ground/db/db.ts', 'export const db = 1', []],
  ['server/src/ground/vault/index.ts', 'export const vault = 1', []],
  ['server/src/facts/signals/index.ts', 'export const signals = 1', []],
  ['server/src/work/warnings/index.ts', 'export const warnings = 1', []],
  ['server/src/work/warnings/queries.ts', 'export const queries = 1', []],
  ['server/src/work/cases/index.ts', 'export const cases = 1', []],
  ['server/src/flows/signal-decided.ts', 'export const flow = 1', []],
  ['server/src/reading/board/index.ts', 'export const board = 1', []],
  ['server/src/faces/http/index.ts', 'export const http = 1', []],
  ['server/src/testing/database.ts', 'export const testing = 1', []],
  ['contract/src/index.ts', 'export * from "./signals/index.ts"; export type Contract = number', []],
  ['contract/src/signals/index.ts', 'export * from "./schema.ts"', []],
  ['contract/src/signals/schema.ts', 'import { z } from "zod"; export const signal = z', []],
  ['engine/src/scoring/index.ts', 'export * from "./score.ts"', []],
  ['engine/src/scoring/score.ts', 'export const score = 1', []],
  ['web/src/ui/index.ts', 'export const ui = 1', []],
  ['web/src/ui/table.ts', 'export const table = 1', []],
  ['bench/src/run.ts', 'export const bench = 1', []],

  // Floors go down only.
  ['server/src/ground/vault/up.ts', 'import "../../facts/signals/index.ts"', ['floor-ground']],
  ['server/src/facts/signals/up.ts', 'import "../../work/warnings/index.ts"', ['floor-facts']],
  ['server/src/work/warnings/up.ts', 'import "../../reading/board/index.ts"', ['floor-work']],
  ['server/src/reading/board/up.ts', 'import "../../flows/signal-decided.ts"', ['floor-reading']],
  ['server/src/flows/up.ts', 'import "../faces/http/index.ts"', ['floor-flows']],
  [
    'server/src/reading/board/down.ts',
    'import "../../work/warnings/index.ts"; import "@lanzha/contract"',
    [],
  ],
  ['server/src/ground/vault/up.test.ts', 'import "../../facts/signals/index.ts"', []],

  // One order on a floor; every room is in it.
  ['server/src/ground/db/later.ts', 'import "../vault/index.ts"', ['order-db']],
  ['server/src/work/warnings/later.ts', 'import "../cases/index.ts"', ['order-warnings']],
  ['server/src/work/cases/earlier.ts', 'import "../warnings/index.ts"', []],
  ['server/src/work/barn/index.ts', 'import "../../ground/db/index.ts"', ['room-not-listed']],
  ['server/src/flows/into-barn.ts', 'import "../work/barn/index.ts"', ['room-not-listed']],

  // Rooms meet through their doors.
  ['server/src/work/cases/window.ts', 'import "../warnings/queries.ts"', ['door-between-rooms']],
  ['server/src/work/cases/floor-window.ts', 'import "../../ground/db/db.ts"', ['door-between-rooms']],
  ['server/src/faces/app.ts', 'import "../work/warnings/queries.ts"', ['door-from-outside-a-room']],
  ['web/src/main.ts', 'import "./ui/table.ts"; import "@lanzha/contract"', ['door-from-outside-a-room']],
  ['web/src/desk/window.ts', 'import "../ui/table.ts"', ['door-between-rooms']],
  ['server/src/work/warnings/own.ts', 'import "./queries.ts"', []],
  ['server/src/work/cases/window.test.ts', 'import "../warnings/queries.ts"', []],
  [
    'server/src/work/cases/far-window.test.ts',
    'import "../../../../engine/src/scoring/score.ts"',
    ['door-between-packages'],
  ],

  // Routes and jobs are faces that lie in rooms.
  [
    'server/src/work/warnings/warnings.routes.ts',
    'import "./queries.ts"; import "../../ground/db/index.ts"; import "../../flows/signal-decided.ts"; import "@lanzha/contract"',
    [],
  ],
  ['server/src/work/cases/cases.routes.ts', 'import "../warnings/index.ts"', ['routes-and-jobs-stay-small']],
  [
    'server/src/work/warnings/takes-routes.ts',
    'import "./warnings.routes.ts"',
    ['routes-and-jobs-are-faces'],
  ],
  ['server/src/faces/wires.ts', 'import "../work/warnings/warnings.routes.ts"', []],

  // Packages.
  [
    'web/src/desk/server.ts',
    'import "../../../server/src/ground/db/index.ts"',
    ['web-knows-the-contract-only'],
  ],
  ['web/src/desk/engine.test.ts', 'import "@lanzha/engine/scoring"', ['web-knows-the-contract-only']],
  ['server/src/ground/db/bench.ts', 'import "../../../../bench/src/run.ts"', ['product-knows-no-tools']],
  ['server/src/ground/db/uses-testing.ts', 'import "../../testing/database.ts"', ['testing-is-for-tests']],
  ['server/src/ground/db/db.test.ts', 'import "../../testing/database.ts"', []],
  ['contract/src/signals/clock.ts', 'import "node:fs"', ['contract-stands-alone']],
  ['contract/src/signals/clock.test.ts', 'import "node:fs"', []],
  ['engine/src/scoring/disk.ts', 'import "node:fs"', ['engine-is-pure']],
  ['engine/src/scoring/library.ts', 'import "zod"', ['engine-is-pure']],
  [
    'engine/src/scoring/type.ts',
    'import type { Contract } from "@lanzha/contract"; export type A = Contract',
    [],
  ],
  [
    'engine/src/scoring/value.ts',
    'import { signal } from "@lanzha/contract"; export const a = signal',
    ['engine-takes-types-only'],
  ],
  ['server/src/ground/db/nowhere.ts', 'import "./no-such-file.ts"', ['not-resolved']],
  ['server/src/ground/db/tool.ts', 'import "vite"', ['product-without-dev-tools']],

  // Circles: each is told once.
  ['engine/src/scoring/a.ts', 'import { b } from "./b.ts"; export const a = b', ['no-circle']],
  ['engine/src/scoring/b.ts', 'import { a } from "./a.ts"; export const b = a', []],
  ['engine/src/scoring/c.ts', 'import type { D } from "./d.ts"; export type C = D', ['circle-of-types']],
  ['engine/src/scoring/d.ts', 'import { type C } from "./c.ts"; export type D = C', []],
];

let house: string;
let result: ICruiseResult;

beforeAll(async () => {
  house = mkdtempSync(join(tmpdir(), 'lanzha-house-'));
  for (const [file, source] of rows) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), `${source};\n`);
  }
  mkdirSync(join(house, 'node_modules/@lanzha'), { recursive: true });
  const manifest = (path: string, content: object) => {
    mkdirSync(join(house, path), { recursive: true });
    writeFileSync(join(house, path, 'package.json'), JSON.stringify(content));
  };
  for (const library of ['zod', 'vite']) {
    manifest(`node_modules/${library}`, { name: library, exports: './index.js', type: 'module' });
    writeFileSync(join(house, `node_modules/${library}/index.js`), 'export const z = 1;');
  }
  manifest('.', { name: 'house', devDependencies: { vite: '*' }, dependencies: { zod: '*' } });
  for (const [name, exports] of [
    ['contract', { '.': './src/index.ts' }],
    ['engine', { './scoring': './src/scoring/index.ts' }],
  ] as const) {
    manifest(name, { name: `@lanzha/${name}`, exports, dependencies: { zod: '*' } });
    symlinkSync(join(house, name), join(house, 'node_modules/@lanzha', name));
  }
  const { enhancedResolveOptions, tsConfig: _, ...options } = config.options;
  const answer = await cruise(
    ['contract', 'engine', 'server', 'web', 'bench'],
    {
      baseDir: house,
      ruleSet: { forbidden: config.forbidden },
      validate: true,
      ...options,
    },
    enhancedResolveOptions,
  );
  result = answer.output as ICruiseResult;
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

test.each(rows.filter(([, , broken]) => broken.length > 0))('%s breaks a rule', (file, _source, broken) => {
  const found = result.summary.violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);
  expect([...new Set(found)].sort()).toEqual([...broken].sort());
});

test('everything else in the house is allowed', () => {
  const guilty = new Set(rows.filter(([, , broken]) => broken.length > 0).map(([file]) => file));
  expect(result.summary.violations.filter(({ from }) => !guilty.has(from))).toEqual([]);
});

test('every rule is broken by one of these files', () => {
  const named = new Set(rows.flatMap(([, , broken]) => broken));
  const names = config.forbidden.map(({ name }) => name ?? '');
  const unproved = names.filter((name) => !named.has(name) && !name.startsWith('order-'));
  expect(unproved).toEqual([]);
});
