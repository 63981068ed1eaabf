import { join } from 'node:path';
import { findPrograms } from './binaries.ts';
import { chooseEndpoint, type Endpoint } from './endpoint.ts';
import { folderProblem } from './errors.ts';
import type { PostgresLog } from './events.ts';
import { checkCluster, initialiseCluster } from './initialise.ts';
import type { Layout } from './layout.ts';
import { clearRemains, findPostmaster } from './postmaster-file.ts';
import { waitUntilReady } from './readiness.ts';
import { prepareRoles } from './roles.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { adoptServer, type ServerProcess, spawnServer, stopServer } from './server-process.ts';
import { freeBytes, lookAtMachine, renderSettings, writeSettings } from './settings.ts';
import type { Places } from './shelter.ts';
import { explainStartFailure } from './start-failure.ts';
import { resetSuperuserPassword } from './superuser-password.ts';
import { urlsOf } from './urls.ts';
import { bestWalCompression } from './wal-compression.ts';

export interface Launched {
  readonly server: ServerProcess;
  readonly endpoint: Endpoint;
  readonly secrets: Secrets;
}

export interface LaunchOptions {
  readonly layout: Layout;
  readonly log: PostgresLog;
  readonly places: Places;
  readonly unsafeForTests: boolean;
  /** A postmaster found running is stopped and started anew, with our settings and as our child. */
  readonly replace: boolean;
  /** After a crash the clients' address must stay. */
  readonly endpoint?: Endpoint;
  readonly aborted?: AbortSignal;
  /** Called as soon as there is a process that somebody must stop. */
  readonly onSpawn?: (server: ServerProcess) => void;
}

const LOW_DISK = 1024 * 1024 * 1024;

/**
 * The server of this folder, ready for connections: the one that runs, or a new one, made first where
 * there is none. The caller holds the launch lock, so that no two processes ever start one at once.
 * @throws PostgresLaunchError
 */
export async function ensureRunning(options: LaunchOptions): Promise<Launched> {
  try {
    return await launch(options);
  } catch (error) {
    if (options.aborted?.aborted) throw error;
    throw folderProblem(options.layout.dataDir, error);
  }
}

async function launch(options: LaunchOptions): Promise<Launched> {
  const { layout, log } = options;
  const { secrets, isNew } = await loadSecrets(layout);
  const running = await findPostmaster(layout);
  if (running !== undefined) {
    const began = Date.now();
    const { pid, endpoint } = running;
    const server = adoptServer(pid, layout);
    const url = urlsOf(endpoint, secrets).superuser;
    if (options.replace || isNew) {
      await stopServer(server, layout);
    } else if (await waitUntilReady(layout, url, server, log, options.aborted)) {
      log({ kind: 'ready', pid, how: 'adopted', milliseconds: Date.now() - began });
      return { server, endpoint, secrets };
    }
  }
  return start(options, secrets, isNew);
}

async function start(options: LaunchOptions, secrets: Secrets, secretsAreNew: boolean): Promise<Launched> {
  const { layout, log, unsafeForTests } = options;
  const began = Date.now();
  const copyTo = [options.places.programCache, join(layout.home, 'programs')].slice(layout.server ? 0 : 1);
  const programs = await findPrograms(layout.server, copyTo, log);
  await clearRemains(layout);
  if (!(await checkCluster(layout, programs))) {
    log({ kind: 'initialising', cluster: layout.cluster });
    await initialiseCluster(layout, programs, secrets.superuser, unsafeForTests);
  } else if (secretsAreNew) {
    await resetSuperuserPassword(layout, programs, secrets.superuser);
  }
  const endpoint = options.endpoint ?? (await chooseEndpoint(layout));
  const machine = await lookAtMachine(layout, await bestWalCompression(layout, programs));
  await writeSettings(layout, renderSettings(layout, endpoint, machine, unsafeForTests));
  log({ kind: 'starting' });
  const server = await spawnServer(programs, layout);
  options.onSpawn?.(server);
  try {
    const url = urlsOf(endpoint, secrets).superuser;
    if (!(await waitUntilReady(layout, url, server, log, options.aborted))) {
      throw await explainStartFailure(layout, await server.exited);
    }
    await prepareRoles(url, secrets);
  } catch (error) {
    await stopServer(server, layout);
    throw error;
  }
  log({ kind: 'ready', pid: server.pid, how: 'started', milliseconds: Date.now() - began });
  const free = await freeBytes(layout.home);
  if (free < LOW_DISK) log({ kind: 'low-disk', freeBytes: free });
  return { server, endpoint, secrets };
}
