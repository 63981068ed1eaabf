import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { atTurnsEnd } from './at-turns-end.ts';

test('what comes in one turn is handed over together, in its order, and what comes later by itself', async () => {
  const handed: number[][] = [];
  const say = atTurnsEnd<number>((all) => handed.push([...all]));
  for (const one of [1, 2, 3]) say(one);
  expect(handed).toEqual([]);
  await new Promise((resolve) => setImmediate(resolve));
  say(4);
  await new Promise((resolve) => setImmediate(resolve));
  expect(handed).toEqual([[1, 2, 3], [4]]);
});

test('a process that ends in the middle of a turn hands over what it has', () => {
  const program = `
    import { writeSync } from 'node:fs';
    import { atTurnsEnd } from ${JSON.stringify(new URL('./at-turns-end.ts', import.meta.url).href)};
    const say = atTurnsEnd((all) => writeSync(1, all.join()));
    say('answered'); say('too');
    process.exit(3);`;
  const run = () =>
    execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(run).toThrow(expect.objectContaining({ status: 3, stdout: 'answered,too' }));
});
