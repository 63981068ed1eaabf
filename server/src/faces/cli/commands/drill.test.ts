import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lanzha } from '../testing.ts';

const folder = await mkdtemp(join(tmpdir(), 'lanzha-drill-cli-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  [['--days', '0'], '天数(--days)'],
  [['--days', '1.5'], '天数(--days)'],
  [['--seed', 'x'], '种子(--seed)'],
  [['--seed', ''], '种子(--seed)'],
  [['--scale', '51'], '规模(--scale)'],
])('a drill with %j is refused before anything is made', async (options, sentence) => {
  const { code, results, said } = await lanzha([
    'drill',
    'create',
    '--data',
    join(folder, 'none'),
    ...options,
  ]);
  expect([code, results]).toEqual([1, []]);
  expect(said).toContain(sentence);
});

test('a drill is not made where something lies already, and none is scored where nothing does', async () => {
  await writeFile(join(folder, 'diary.txt'), '…');
  const made = await lanzha(['drill', 'create', '--data', folder]);
  expect([made.code, made.said]).toEqual([1, expect.stringContaining('已经有东西')]);
  const scored = await lanzha(['drill', 'score', '--data', join(folder, 'none')]);
  expect([scored.code, scored.said]).toEqual([1, expect.stringContaining('没有数据')]);
});
