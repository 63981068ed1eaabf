import { join } from 'node:path';
import * as z from 'zod';
import { openClockWorker } from '../ground/clocks/index.ts';
import { type Config, hostInUrl, hostToOpen } from '../ground/config/index.ts';
import type { Logger } from '../ground/http/index.ts';
import { runJobs } from '../ground/jobs/index.ts';
import { renewSetupCode } from '../ground/setup/index.ts';
import { clockHandlersOf, jobsOf } from './compose.ts';
import { openLiveDrill } from './drill.ts';
import { type AppUrls, openGround } from './ground.ts';
import { buildServer, type Faces, stopListening, trackConnections } from './http/index.ts';
import type { PoolLimits } from './pools.ts';
import { prepareDatabase } from './prepare.ts';

z.config(z.locales.zhCN()); // what a validator finds wrong is read by people

export interface AppOptions {
  urls: AppUrls;
  config: Config;
  logger: Logger;
  webRoot?: string;
  /** Folders whose disks must have room, beside the data folder. */
  folders?: readonly string[];
  timeouts?: Faces['timeouts'] & PoolLimits;
}

export interface App {
  readonly url: string;
  /** For the console while the first set-up is not done; else null. */
  readonly setupCode: string | null;
  /** Finishes what is in flight, within bounds, and lets go of everything. */
  close(): Promise<void>;
}

const builtWeb = join(import.meta.dirname, '../../../web/dist');

/**
 * Migrates the database, wires all rooms and listens.
 * @throws StartRefused, MigrationError, KeyFileError, or the error of listening
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { urls, config, logger, webRoot = builtWeb, folders = [] } = options;
  await prepareDatabase(urls, config);
  const ground = await openGround(urls, {
    config,
    logger,
    webRoot,
    folders: [config.dataDir, ...folders],
    limits: options.timeouts,
  });
  let stopping = false;
  const faces = {
    webRoot,
    stopping: () => stopping,
    ...(options.timeouts ? { timeouts: options.timeouts } : {}),
  };
  const server = await buildServer(ground, faces);
  const connections = trackConnections(server.server);
  try {
    const unhurried = { ...ground, db: ground.longDb };
    const jobs = await runJobs({ db: ground.longDb, log: logger, jobs: jobsOf(unhurried) });
    const clocks = openClockWorker({ db: ground.steadyDb, log: logger, handlers: clockHandlersOf(ground) });
    let drill: { stop(): Promise<void> } | undefined;
    try {
      if (config.live) drill = await openLiveDrill(ground);
      const setupCode = await renewSetupCode(ground.db);
      await server.listen({ host: config.host, port: config.port });
      return { url: urlOf(server.server.address(), config), setupCode, close: once(close) };
    } catch (error) {
      await Promise.all([drill?.stop(), jobs.stop(), clocks.stop()]);
      throw error;
    }
    async function close(): Promise<void> {
      stopping = true;
      await Promise.all([
        drill?.stop(),
        stopListening(server, connections, ground.live),
        jobs.stop(),
        clocks.stop(),
      ]);
      await ground.close();
    }
  } catch (error) {
    await server.close();
    await ground.close();
    throw error;
  }
}

function urlOf(
  address: ReturnType<import('node:net').Server['address']>,
  { host, port, tls }: Config,
): string {
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return `${tls === undefined ? 'http' : 'https'}://${hostInUrl(hostToOpen(host, tls?.cert))}:${actual}`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
