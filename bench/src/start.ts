import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setUp, startServer } from './support/running-server.ts';

const seconds = (from: number) => Math.round((performance.now() - from) / 10) / 100;
const megabytes = (path: string) =>
  Math.round(Number(execFileSync('du', ['-sk', path]).toString().split('\t')[0]) / 1024);

/** Empty folder → ready, then the second start of the same folder. */
export async function run(): Promise<Record<string, number | string>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lanzha-start-'));
  try {
    const empty = performance.now();
    const first = await startServer(dataDir);
    const firstReady = seconds(empty);
    const settingUp = performance.now();
    await setUp(first);
    const setUpTook = seconds(settingUp);
    await first.stop();
    const again = performance.now();
    const second = await startServer(dataDir);
    const secondReady = seconds(again);
    const memory = Math.round(residentKilobytes(second.process.pid!) / 1024);
    await second.stop();
    return {
      'empty folder → ready, s': firstReady,
      'first set-up of a county, s': setUpTook,
      'second start, s': secondReady,
      'data folder, MB': megabytes(dataDir),
      'application resident, MB': memory,
    };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function residentKilobytes(pid: number): number {
  return Number(
    execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])
      .toString()
      .trim(),
  );
}
