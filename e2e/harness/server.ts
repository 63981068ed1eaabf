import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'server/bin/lanzha.mjs');

/** A real `lanzha serve` with a database of its own. */
export type Server = {
  url: string;
  dataDir: string;
  /** The one-time code of the first set-up, or null when this database needs none. */
  setupCode: string | null;
  /** Everything it said to people so far. */
  log(): string;
  /** Runs another command of the product on the same data; throws with its stderr when it fails. */
  lanzha(...args: string[]): Promise<string>;
  /** Stops it as an operator would. Removes the data unless `keepData`. */
  stop(options?: { keepData?: boolean }): Promise<void>;
};

/** Starts the product on a free port. `args` go to `serve`; without `dataDir` the database is fresh. */
export async function startServer(options: { dataDir?: string; args?: string[] } = {}): Promise<Server> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'lanzha-e2e-')));
  const child = spawn(
    process.execPath,
    [program, 'serve', '--port', '0', '--data', dataDir, ...(options.args ?? [])],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  // Whoever ends without stopping it leaves no server behind.
  const endWithUs = () => child.kill('SIGTERM');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const stop: Server['stop'] = async ({ keepData = false } = {}) => {
    await endProcess(child);
    if (!keepData) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const url = await readUrl(child, () => said);
    return {
      url,
      dataDir,
      setupCode: findSetupCode(said),
      log: () => said,
      lanzha: (...args) => lanzha(...args, '--data', dataDir),
      stop,
    };
  } catch (error) {
    await stop({ keepData: options.dataDir !== undefined });
    throw error;
  }
}

/** The code in the line that names it; letters and digits, perhaps in groups. */
export function findSetupCode(said: string): string | null {
  const line = said.split('\n').find((one) => one.includes('设置码'));
  return line?.match(/[A-Za-z0-9]{3,}(?:-[A-Za-z0-9]{3,})*/)?.[0] ?? null;
}

function readUrl(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`lanzha serve ${why}\n${said()}`));
    const limit = setTimeout(() => fail('was not ready within 60 s'), 60_000);
    let out = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk;
      const line = out.split('\n').find((one) => one.startsWith('{') && one.includes('"url"'));
      if (line === undefined) return;
      clearTimeout(limit);
      // What it says to people may arrive a moment after the line for machines.
      setTimeout(() => resolve((JSON.parse(line) as { url: string }).url.replace(/\/$/, '')), 50);
    });
    child.on('exit', (code) => {
      clearTimeout(limit);
      fail(`ended with code ${code}`);
    });
  });
}

function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const hard = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.on('exit', () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

function lanzha(...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve(out)
        : reject(new Error(`lanzha ${args.join(' ')} ended with code ${code}\n${said}`)),
    );
  });
}
