import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { errno, startFailed } from './errors.ts';
import type { PostgresLog } from './events.ts';
import type { Layout } from './layout.ts';
import { saysReady } from './postmaster-file.ts';
import type { ServerProcess } from './server-process.ts';
import type { ConnectionConfig } from './urls.ts';

const CANNOT_CONNECT_NOW = '57P03';
const TOO_MANY_CONNECTIONS = '53300';
const SILENCE_LIMIT_MS = 60_000;
const REPORT_EVERY_MS = 5000;

/**
 * Waits until the server takes connections, as long as a recovery needs. False when it exited.
 * @throws PostgresLaunchError start-failed when it refuses us or does not answer for a minute
 */
export async function waitUntilReady(
  layout: Layout,
  url: ConnectionConfig,
  server: ServerProcess,
  log: PostgresLog,
  aborted?: AbortSignal,
): Promise<boolean> {
  const began = Date.now();
  let heard = began;
  let reported = began;
  while (!(await server.hasExited())) {
    aborted?.throwIfAborted();
    const answer = (await saysReady(layout)) ? await tryConnect(url) : 'not yet';
    if (answer === 'ready') return true;
    const now = Date.now();
    if (answer === 'not yet') heard = now;
    if (now - heard > SILENCE_LIMIT_MS) throw startFailed(`进程 ${server.pid} 没有应答,请结束它后再试`);
    if (now - reported >= REPORT_EVERY_MS) {
      reported = now;
      log({ kind: 'recovering', seconds: Math.round((now - began) / 1000) });
    }
    await sleep(10);
  }
  return false;
}

async function tryConnect(url: ConnectionConfig): Promise<'ready' | 'not yet' | 'silent'> {
  const client = new Client({ ...url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    const code = errno(error);
    if (code === CANNOT_CONNECT_NOW) return 'not yet';
    if (code === TOO_MANY_CONNECTIONS) return 'ready';
    if (code !== undefined && /^[0-9A-Z]{5}$/.test(code)) {
      throw startFailed(`它不接受连接(${error instanceof Error ? error.message : code})`, error);
    }
    return 'silent';
  } finally {
    await client.end().catch(() => {});
  }
}
