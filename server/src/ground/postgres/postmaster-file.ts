import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from './endpoint.ts';
import { errno, startFailed } from './errors.ts';
import type { Layout } from './layout.ts';
import { findServerProcesses, isPostmasterOf, processIsAlive, sendSignal } from './processes.ts';

export interface Postmaster {
  readonly pid: number;
  readonly endpoint: Endpoint;
}

/** Above every system's largest process number, so never alive. */
const NEVER_ALIVE = 2_147_483_646;

/** The postmaster that runs on this cluster now, whoever started it. */
export async function findPostmaster(layout: Layout): Promise<Postmaster | undefined> {
  const lines = await readLines(layout.cluster);
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !(await isPostmasterOf(pid, layout.cluster))) return undefined;
  const [, , , port, socketFolder, address] = lines;
  const kind = socketFolder ? 'socket' : 'loopback';
  return { pid, endpoint: { kind, host: socketFolder || address || '127.0.0.1', port: Number(port) } };
}

/** Whether the postmaster says of itself that it takes connections; cheaper than asking for one. */
export async function saysReady(layout: Layout): Promise<boolean> {
  const status = (await readLines(layout.cluster))[7]?.trim();
  return status === 'ready';
}

/**
 * Makes way for a start after a postmaster that died without cleaning up. Its backends may still
 * run (they notice only when they next wait) and are ended; no postmaster cares for them any more.
 * A number taken over by a stranger is replaced by one that cannot live instead of deleting the
 * file: PostgreSQL then still checks the shared memory named in it before it starts.
 */
export async function clearRemains(layout: Layout): Promise<void> {
  await endWorkers(layout);
  const lines = await readLines(layout.cluster);
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isInteger(pid) || pid === 0 || !processIsAlive(pid)) return;
  // never through a link: as root we write here into a folder of another user
  const flags = constants.O_WRONLY | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);
  const file = await open(join(layout.cluster, 'postmaster.pid'), flags);
  try {
    await file.writeFile([NEVER_ALIVE, ...lines.slice(1)].join('\n'));
  } finally {
    await file.close();
  }
}

async function endWorkers(layout: Layout): Promise<void> {
  for (let round = 0; round < 300; round += 1) {
    const workers = await findServerProcesses(layout.clusterName, layout.cluster);
    if (workers.length === 0) return;
    if (round === 0) for (const pid of workers) sendSignal(pid, 'SIGQUIT');
    if (round === 200) for (const pid of workers) sendSignal(pid, 'SIGKILL');
    await sleep(50);
  }
  throw startFailed(`上次的数据库进程没有退出,请重启机器或结束名为 ${layout.clusterName} 的进程`);
}

async function readLines(cluster: string): Promise<string[]> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (errno(error) === 'ENOENT' || errno(error) === 'ENOTDIR') return '';
    throw error;
  });
  return text.split('\n');
}
