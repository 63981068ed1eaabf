import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Signal } from '@lanzha/contract';
import { attachPostgres } from '@lanzha/server/ground/postgres';
import { drive } from './support/drive.ts';
import { copyRate, insertRate } from './support/peers.ts';
import { createKey, setUp, startServer } from './support/running-server.ts';
import { requestBodies, signalMix } from './support/signal-mix.ts';

/** The whole chain over HTTP, generator on the same processors: hundreds and single lines, against COPY and single INSERTs. */
export async function run(): Promise<Record<string, number | string>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lanzha-bench-'));
  const server = await startServer(dataDir);
  try {
    await setUp(server);
    const key = await createKey(dataDir, '330206FZ', 'bench');
    await drive(server.url, key, requestBodies(1500, 100, 1, 'warm'), 100, 24); // plans, JIT, half of the subjects known
    const hundreds = await drive(server.url, key, requestBodies(4000, 100, 2, 'hundred'), 100, 36);
    // Until the machine code of this path is made: a service that has run for ten seconds is what is measured.
    await drive(server.url, key, requestBodies(40_000, 1, 3, 'warm-one'), 1, 96);
    const singles = await drive(server.url, key, requestBodies(60_000, 1, 4, 'one'), 1, 96);
    const peers = await peerRates(dataDir);
    return {
      'lines/s in requests of 100': hundreds.linesPerSecond,
      'p50 ms (100)': hundreds.p50,
      'p99 ms (100)': hundreds.p99,
      'lines/s in requests of 1': singles.linesPerSecond,
      'p50 ms (1)': singles.p50,
      'p99 ms (1)': singles.p99,
      refused: hundreds.refused + singles.refused,
      'COPY rows/s': peers.copy,
      'single INSERT rows/s': peers.insert,
      'ratio to COPY': Math.round((hundreds.linesPerSecond / peers.copy) * 100) / 100,
      'ratio to single INSERT': Math.round((hundreds.linesPerSecond / peers.insert) * 100) / 100,
    };
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function peerRates(dataDir: string): Promise<{ copy: number; insert: number }> {
  const postgres = await attachPostgres({ dataDir });
  try {
    const mix = signalMix(9, 'peer');
    const signals: Signal[] = Array.from({ length: 100_000 }, () => mix.next().value as Signal);
    return {
      copy: await copyRate(postgres.urls.migrator, signals),
      insert: await insertRate(postgres.urls.migrator, signals.slice(0, 10_000)),
    };
  } finally {
    await postgres.detach();
  }
}
