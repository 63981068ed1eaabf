import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Ids, isRoot } from './account.ts';
import { findPackage, type Programs } from './binaries.ts';
import type { Layout } from './layout.ts';
import { isPostmasterOf, sendSignal } from './processes.ts';

/** A running postmaster; `exited` says how it ended and never rejects. */
export interface ServerProcess {
  readonly pid: number;
  readonly how: 'started' | 'adopted';
  readonly exited: Promise<string>;
  hasExited(): Promise<boolean>;
}

const FAST_STOP_MS = 20_000;
const IMMEDIATE_STOP_MS = 10_000;

/** Nothing of our own environment: it may hold keys, and another user could read it there. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { LC_ALL: 'C', TZ: 'UTC', PATH, ...(process.platform === 'win32' ? { SystemRoot, TEMP } : {}) };
}

export function asUser(server: Ids | undefined): { uid?: number; gid?: number } {
  return server !== undefined && isRoot() ? { uid: server.uid, gid: server.gid } : {};
}

/**
 * Starts the postmaster in a session of its own, so that Ctrl-C in the terminal reaches us alone and
 * its end is ours to time. Its words before it opens its own log go to a file in the home, because root
 * must not write into a folder of another user.
 */
export async function spawnServer(programs: Programs, layout: Layout): Promise<ServerProcess> {
  const words = openSync(startLog(layout), 'w', 0o600);
  try {
    const child = spawn(programs.postgres, ['-D', layout.cluster, `--config-file=${layout.configFile}`], {
      ...asUser(layout.server),
      cwd: layout.cluster,
      env: serverEnvironment(),
      stdio: ['ignore', words, words],
      detached: true,
      windowsHide: true,
    });
    await new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    return watchChild(child);
  } finally {
    closeSync(words);
  }
}

function watchChild(child: ChildProcess): ServerProcess {
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, killer) => resolve(killer ?? `code ${code}`));
  });
  const hasExited = async () => child.exitCode !== null || child.signalCode !== null;
  return { pid: child.pid ?? 0, how: 'started', exited, hasExited };
}

/** A postmaster that another process started; it is watched only once somebody waits for its end. */
export function adoptServer(pid: number, layout: Layout): ServerProcess {
  let exited: Promise<string> | undefined;
  const watch = async () => {
    while (await isPostmasterOf(pid, layout.cluster)) await sleep(100, undefined, { ref: false });
    return 'gone';
  };
  return {
    pid,
    how: 'adopted',
    get exited() {
      exited ??= watch();
      return exited;
    },
    // a zombie that nobody collects has exited too
    hasExited: async () => !(await isPostmasterOf(pid, layout.cluster)),
  };
}

/** Fast shutdown, after 20 s immediate (the next start recovers), after 10 s more kill. */
export async function stopServer(
  server: ServerProcess,
  layout: Layout,
): Promise<'fast' | 'immediate' | 'killed'> {
  if (process.platform === 'win32') {
    const pgCtl = join(findPackage(), 'bin', 'pg_ctl.exe');
    await promisify(execFile)(pgCtl, ['stop', '-D', layout.cluster, '-m', 'fast', '-t', '20']).catch(
      () => {},
    );
    if (await within(server, 1000)) return 'fast';
  }
  const steps = [
    ['fast', 'SIGINT', FAST_STOP_MS],
    ['immediate', 'SIGQUIT', IMMEDIATE_STOP_MS],
  ] as const;
  for (const [how, name, patience] of steps) {
    if (!sendSignal(server.pid, name) || (await within(server, patience))) return how;
  }
  sendSignal(server.pid, 'SIGKILL');
  await within(server, IMMEDIATE_STOP_MS);
  return 'killed';
}

async function within(server: ServerProcess, milliseconds: number): Promise<boolean> {
  const patience = new AbortController();
  const late = sleep(milliseconds, false, { signal: patience.signal }).catch(() => false);
  const done = await Promise.race([server.exited.then(() => true), late]);
  patience.abort();
  return done;
}

/** The last words of a postmaster that failed before it opened its own log. */
export async function readStartLog(layout: Layout): Promise<string> {
  return readFile(startLog(layout), 'utf8').catch(() => '');
}

function startLog(layout: Layout): string {
  return join(layout.home, 'start.log');
}
