import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../server/src/faces/cli/main.ts', import.meta.url));

/** A real `lanzha serve` in a process of its own. */
export interface RunningServer {
  readonly url: string;
  readonly process: ChildProcess;
  /** The one-time code for first set-up; undefined when it is done already. */
  readonly setupCode: string | undefined;
  stop(): Promise<void>;
  /** kill −9 of the application alone. */
  kill(): Promise<void>;
}

/** @throws when the process ends before it is ready, with what it said */
export async function startServer(dataDir: string, args: readonly string[] = []): Promise<RunningServer> {
  const child = spawn(process.execPath, [main, 'serve', '--port', '0', '--data', dataDir, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-20_000);
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) =>
      resolve((JSON.parse(line) as { url: string }).url),
    );
    child.once('exit', (code) => reject(new Error(`lanzha serve ended with ${code}: ${said}`)));
  });
  const finish = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    url,
    process: child,
    setupCode: /设置码[::]\s*([A-Z0-9-]+)/.exec(said)?.[1],
    stop: () => finish('SIGTERM'),
    kill: () => finish('SIGKILL'),
  };
}

/** First set-up of a measured installation: one county with its stations, an administrator and a duty officer. */
export async function setUp(server: RunningServer, county = '330206'): Promise<void> {
  const response = await fetch(`${server.url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({
      code: server.setupCode,
      county,
      centerName: '测试反诈中心',
      stationsByTown: true,
      admin: { name: '管理员', username: 'admin', password: 'Quiet-harbour-2026' },
      officer: { name: '值班员', username: 'officer', password: 'Steady-lantern-2026' },
    }),
  });
  if (!response.ok) throw new Error(`set-up failed: ${response.status} ${await response.text()}`);
}

/** Runs another command of the command line on the same data folder. @returns its standard output */
export async function runCommand(
  args: readonly string[],
  input?: string,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.end(input ?? '');
  const code = await new Promise<number>((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}

/** A service key for POST /signals. */
export async function createKey(
  dataDir: string,
  unit: string,
  source: string,
  allow = 'signals:write',
): Promise<string> {
  const { code, stdout, stderr } = await runCommand([
    'keys',
    'create',
    '--data',
    dataDir,
    '--unit',
    unit,
    '--source',
    source,
    '--allow',
    allow,
  ]);
  if (code !== 0) throw new Error(`keys create: ${stderr}`);
  return (JSON.parse(stdout) as { key: string }).key;
}
