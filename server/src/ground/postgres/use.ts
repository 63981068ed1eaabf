import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresLog } from './events.ts';
import { ensureRunning, type Launched, type LaunchOptions } from './launch.ts';
import type { Layout } from './layout.ts';
import { type Lock, tryLock, waitForLock } from './locks.ts';
import { findPostmaster } from './postmaster-file.ts';
import { sendSignal } from './processes.ts';
import { adoptServer, type ServerProcess, stopServer } from './server-process.ts';
import type { Places } from './shelter.ts';
import { supervise } from './supervise.ts';
import { type DatabaseUrls, urlsOf } from './urls.ts';

/** One process's use of the server of a folder. */
export interface Use {
  readonly urls: DatabaseUrls;
  pid(): number;
  /** The last user to leave stops the server; safe to repeat. */
  leave(): Promise<void>;
}

export interface UseOptions {
  readonly layout: Layout;
  readonly log: PostgresLog;
  readonly places: Places;
  readonly unsafeForTests: boolean;
  readonly asOwner: boolean;
}

/**
 * Takes part in using the server. Every user holds a shared lock for as long as it lives, so the last
 * one is known even when the others were killed; starting and stopping happen one at a time under
 * another lock. An owner restarts a server that nobody else uses (an orphan of a killed owner)
 * and adopts one that is in use; whoever started the server, and every owner, restarts it after a crash.
 */
export async function joinServer(options: UseOptions): Promise<Use> {
  const { layout, log } = options;
  let launching: Lock | undefined = await lockLaunch(options);
  let users: Lock | undefined;
  let started: ServerProcess | undefined;
  const onExit = () => users && started && stopAtExit(layout, users, started.pid, launching !== undefined);
  const request: LaunchOptions = {
    ...options,
    replace: options.asOwner && isUnused(layout),
    onSpawn: (server) => {
      started = server;
    },
  };
  process.on('exit', onExit);
  let first: Launched;
  try {
    users = await shareUse(layout);
    first = await ensureRunning(request);
  } catch (error) {
    process.off('exit', onExit);
    users?.release();
    throw error;
  } finally {
    launching.release();
    launching = undefined;
  }

  const watched = options.asOwner || first.server.how === 'started';
  const supervision = watched ? supervise(first, relaunch, log) : undefined;
  async function relaunch(aborted: AbortSignal): Promise<Launched> {
    launching = await lockLaunch(options, aborted);
    try {
      return await ensureRunning({ ...request, replace: false, endpoint: first.endpoint, aborted });
    } finally {
      launching.release();
      launching = undefined;
    }
  }

  const held = users;
  let leaving: Promise<void> | undefined;
  const leave = async () => {
    await supervision?.end();
    await leaveServer(options, held, supervision?.current().server);
    process.off('exit', onExit);
  };
  return {
    urls: urlsOf(first.endpoint, first.secrets),
    pid: () => (supervision?.current() ?? first).server.pid,
    leave: () => {
      leaving ??= leave();
      return leaving;
    },
  };
}

async function leaveServer(options: UseOptions, users: Lock, mine: ServerProcess | undefined): Promise<void> {
  const { layout, log } = options;
  const launching = await lockLaunch(options);
  try {
    users.release();
    const running = await findPostmaster(layout);
    if (running === undefined) return;
    if (!isUnused(layout)) {
      log({ kind: 'left-running', pid: running.pid });
      return;
    }
    const server = mine?.pid === running.pid ? mine : adoptServer(running.pid, layout);
    log({ kind: 'stopping', pid: server.pid });
    log({ kind: 'stopped', pid: server.pid, how: await stopServer(server, layout) });
  } finally {
    launching.release();
  }
}

function isUnused(layout: Layout): boolean {
  const alone = tryLock(layout, 'users', 'exclusive');
  alone?.release();
  return alone !== undefined;
}

async function shareUse(layout: Layout): Promise<Lock> {
  for (;;) {
    const users = tryLock(layout, 'users', 'shared');
    if (users !== undefined) return users;
    // an exiting process looks for a moment whether it was the last
    await sleep(5);
  }
}

function lockLaunch(options: UseOptions, aborted?: AbortSignal): Promise<Lock> {
  return waitForLock(options.layout, 'launch', () => options.log({ kind: 'waiting-for-launch' }), aborted);
}

/**
 * For a process that ends without leaving (process.exit): synchronous, PostgreSQL then stops by itself.
 * Whoever holds the launch lock at that moment is joining or leaving, and the last to leave stops it.
 */
function stopAtExit(layout: Layout, users: Lock, pid: number, holdsLaunch: boolean): void {
  users.release();
  if (!holdsLaunch && tryLock(layout, 'launch', 'exclusive') === undefined) return;
  if (isUnused(layout)) sendSignal(pid, 'SIGINT');
}
