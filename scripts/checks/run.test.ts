import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { run } from './run.ts';

const node = (script: string, limit = 20_000) =>
  run([process.execPath, '--eval', script], { cwd: tmpdir(), limit });

test('keeps what a program says on both streams', async () => {
  const { ok, output } = await node('console.log("out"); console.error("err");');
  expect(ok).toBe(true);
  expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
});

test('a code that is not 0, a signal and a missing program all fail', async () => {
  expect((await node('process.exit(2)')).ok).toBe(false);
  expect((await node('process.kill(process.pid, "SIGKILL")')).ok).toBe(false);
  expect((await run(['/no/such/program'], { cwd: tmpdir(), limit: 1000 })).ok).toBe(false);
});

test('ends a program that takes too long, and says so', async () => {
  const { ok, ms, output } = await node('setInterval(() => {}, 1000)', 300);
  expect(ok).toBe(false);
  expect(ms).toBeLessThan(10_000);
  expect(output).toContain('stopped after 0.3 s');
});
