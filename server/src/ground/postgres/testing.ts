import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Ids } from './account.ts';
import type { PostgresEvent } from './events.ts';
import { processIsAlive } from './processes.ts';
import type { ConnectionConfig } from './urls.ts';

/** For the tests of this room: folders, statements, and a second process that serves or attaches. */
export function makeTestFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'lanzha-pg-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function giveFolder(path: string, ids: Ids): void {
  chownSync(path, ids.uid, ids.gid);
}

export async function ask(url: ConnectionConfig, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new Client({ ...url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows = [] } = await client.query<Record<string, unknown>>(sql, values);
    return rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

/** Repeats until it does not throw; for a server that is coming back. */
export async function eventually<T>(attempt: () => Promise<T>, milliseconds = 15_000): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(50);
    }
  }
}

export async function gone(pid: number): Promise<void> {
  await eventually(async () => {
    if (processIsAlive(pid)) throw new Error(`process ${pid} still runs`);
  });
}

const script = `
const { startPostgres, attachPostgres, stopOnSignals } = await import(${JSON.stringify(import.meta.resolve('./index.ts'))});
const [role, dataDir] = process.argv.slice(1);
const say = (line) => console.log(JSON.stringify(line));
try {
  const options = { dataDir, unsafeForTests: true, log: say };
  const server = role === 'owner' ? await startPostgres(options) : await attachPostgres(options);
  stopOnSignals(() => (role === 'owner' ? server.stop() : server.detach()), 0);
  say({ kind: 'up' });
  if (role === 'forgetful') process.exit(0);
  setInterval(() => {}, 1000);
} catch (error) {
  say({ kind: 'failed', code: error.code, message: error.message, pid: error.pid });
}
`;

export type Line =
  | PostgresEvent
  | { kind: 'up' }
  | { kind: 'failed'; code: string; message: string; pid: number };

export interface Other {
  readonly child: ChildProcess;
  readonly lines: Line[];
  /** The first line of this kind, as soon as it is said. */
  said<K extends Line['kind']>(kind: K): Promise<Extract<Line, { kind: K }>>;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** A process of its own that owns or attaches; `forgetful` attaches and exits without detaching. */
export function runOther(role: 'owner' | 'attached' | 'forgetful', dataDir: string, ids?: Ids): Other {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, role, dataDir], {
    ...ids,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines: Line[] = [];
  if (child.stdout) createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line)));
  return {
    child,
    lines,
    said: (kind) =>
      eventually(async () => {
        const line = lines.find((one) => one.kind === kind);
        if (line === undefined) throw new Error(`no ${kind} in ${JSON.stringify(lines)}`);
        return line as Extract<Line, { kind: typeof kind }>;
      }, 30_000),
    end: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}
