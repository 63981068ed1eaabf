import { join } from 'node:path';
import * as z from 'zod';
import { openClockWorker } from '../ground/clocks/index.ts';
import { type Config, hostInUrl } from '../ground/config/index.ts';
import { machine, migrate, openDb } from '../ground/db/index.ts';
import type { Logger } from '../ground/http/index.ts';
import { fixInstallationKind } from '../ground/installation/index.ts';
import { installJobs, runJobs } from '../ground/jobs/index.ts';
import { renewSetupCode } from '../ground/setup/index.ts';
import { clockHandlersOf, jobsOf } from './compose.ts';
import { type AppUrls, openGround } from './ground.ts';
import { buildServer, type Faces, stopListening, trackConnections } from './http/index.ts';

z.config(z.locales.zhCN()); // what a validator finds wrong is read by people

export interface AppOptions {
  urls: AppUrls;
  config: Config;
  logger: Logger;
  webRoot?: string;
  /** Folders whose disks must have room, beside the data folder. */
  folders?: readonly string[];
  timeouts?: Faces['timeouts'];
}

export interface App {
  readonly url: string;
  /** For the console while the first set-up is not done; else null. */
  readonly setupCode: string | null;
  /** Finishes what is in flight, within bounds, and lets go of everything. */
  close(): Promise<void>;
}

/** The database is not what the command asked for; the message is a sentence for the console. */
export class StartRefused extends Error {
  override name = 'StartRefused';
}

const builtWeb = join(import.meta.dirname, '../../../web/dist');

/**
 * Migrates the database, wires all rooms and listens.
 * @throws StartRefused, MigrationError, KeyFileError, or the error of listening
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { urls, config, logger, webRoot = builtWeb, folders = [] } = options;
  await prepareDatabase(urls, config);
  const ground = await openGround(urls, { config, logger, webRoot, folders: [config.dataDir, ...folders] });
  let stopping = false;
  const faces = {
    webRoot,
    stopping: () => stopping,
    ...(options.timeouts ? { timeouts: options.timeouts } : {}),
  };
  const server = await buildServer(ground, faces);
  const connections = trackConnections(server.server);
  try {
    const jobs = await runJobs({ db: ground.db, log: logger, jobs: jobsOf(ground) });
    const clocks = openClockWorker({ db: ground.db, log: logger, handlers: clockHandlersOf(ground) });
    try {
      const setupCode = await renewSetupCode(ground.db);
      await server.listen({ host: config.host, port: config.port });
      return { url: urlOf(server.server.address(), config), setupCode, close: once(close) };
    } catch (error) {
      await Promise.all([jobs.stop(), clocks.stop()]);
      throw error;
    }
    async function close(): Promise<void> {
      stopping = true;
      await Promise.all([stopListening(server, connections, ground.live), jobs.stop(), clocks.stop()]);
      await ground.close();
    }
  } catch (error) {
    await server.close();
    await ground.close();
    throw error;
  }
}

async function prepareDatabase(urls: AppUrls, { drill }: Config): Promise<void> {
  await migrate(urls.migrator);
  await installJobs(urls.migrator);
  const db = openDb(urls.app, { max: 1 });
  try {
    const wanted = drill ? 'drill' : 'real';
    const kind = await db.inTransaction(machine, (tx) => fixInstallationKind(tx, wanted));
    if (kind === wanted) return;
    throw new StartRefused(
      kind === 'drill'
        ? '这是演练库,不能用于真实工作。请加 --drill 启动,或用 --data 指定另一个目录。'
        : '这是正式库,不能用来演练。请去掉 --drill,或用 --data 为演练指定另一个目录。',
    );
  } finally {
    await db.close();
  }
}

function urlOf(
  address: ReturnType<import('node:net').Server['address']>,
  { host, port, tls }: Config,
): string {
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return `${tls === undefined ? 'http' : 'https'}://${hostInUrl(host)}:${actual}`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
