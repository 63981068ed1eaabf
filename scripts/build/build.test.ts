import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BuildStep, buildStale } from './index.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lanzha-build-'));
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/a.txt'), 'one');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const copy: BuildStep = {
  name: 'copy',
  title: '抄本',
  inputs: ['src'],
  output: 'out',
  proof: 'a.txt',
  run: async (from, folder) => writeFileSync(join(folder, 'a.txt'), readFileSync(join(from, 'src/a.txt'))),
};
const build = (step = copy) => buildStale(root, [step], () => {});
const output = () => readFileSync(join(root, 'out/a.txt'), 'utf8');

test('builds what is missing and leaves what is fresh alone', async () => {
  expect(await build()).toEqual(['copy']);
  expect(await build()).toEqual([]);
});

test('builds again after an input changed, appeared or went', async () => {
  await build();
  writeFileSync(join(root, 'src/a.txt'), 'two');
  expect(await build()).toEqual(['copy']);
  expect(output()).toBe('two');
  writeFileSync(join(root, 'src/b.txt'), '');
  expect(await build()).toEqual(['copy']);
  rmSync(join(root, 'src/b.txt'));
  expect(await build()).toEqual(['copy']);
});

test('a changed test file makes nothing stale', async () => {
  await build();
  writeFileSync(join(root, 'src/a.test.ts'), '');
  expect(await build()).toEqual([]);
});

test('builds again when the output lost its proof', async () => {
  await build();
  rmSync(join(root, 'out/a.txt'));
  expect(await build()).toEqual(['copy']);
});

test('keeps the old output, and tries again next time, when a build fails', async () => {
  await build();
  writeFileSync(join(root, 'src/a.txt'), 'two');
  const broken = { ...copy, run: () => Promise.reject(new Error('no disk')) };
  await expect(build(broken)).rejects.toThrow('no disk');
  expect(output()).toBe('one');
  expect(readdirSync(root).sort()).toEqual(['out', 'out.inputs', 'src']);
  expect(await build()).toEqual(['copy']);
  expect(output()).toBe('two');
});

test('refuses a build that made nothing', async () => {
  await expect(build({ ...copy, run: async () => {} })).rejects.toThrow('a.txt was not made');
});
