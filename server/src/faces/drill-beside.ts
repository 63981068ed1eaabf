import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { DrillBeside } from '@lanzha/contract';
import type { Logger } from '../ground/http/index.ts';
import type { Beside } from '../work/drill/index.ts';

const main = fileURLToPath(new URL('./cli/main.ts', import.meta.url));
/** A stop waits this long for the other process before it is killed, milliseconds. */
const patience = 10_000;

/**
 * A drill in a process, a folder and a database of its own, opened at the first set-up by whoever has the set-up code. It listens on
 * this computer only and ends with this process.
 */
export function openDrillBeside(dataDir: string, logger: Logger): Beside & { stop(): Promise<void> } {
  let child: ChildProcess | undefined;
  let state: DrillBeside = { state: 'closed', share: 0, url: null };

  function open(): void {
    if (child !== undefined) return;
    state = { state: 'making', share: 0, url: null };
    const args = ['serve', '--drill', '--live', '--port', '0', '--data', `${dataDir}-drill`];
    const started = spawn(process.execPath, [main, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: envOfDrill(process.env),
    });
    child = started;
    createInterface({ input: started.stdout }).on('line', (line) => {
      const url = urlIn(line);
      if (url !== null) state = { state: 'ready', share: 1, url };
    });
    createInterface({ input: started.stderr }).on('line', (line) => {
      const share = /已写 (\d+)%/.exec(line)?.[1];
      if (share !== undefined && state.state === 'making') state = { ...state, share: Number(share) / 100 };
    });
    const gone = (why: unknown) => {
      if (child !== started) return;
      child = undefined;
      state = { state: 'failed', share: state.share, url: null };
      logger.warn({ why: String(why) }, 'the drill beside has ended');
    };
    started.once('error', gone);
    started.once('exit', gone);
  }

  return {
    state: () => state,
    open,
    async stop() {
      const running = child;
      child = undefined;
      if (running === undefined || running.exitCode !== null) return;
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGTERM');
      const late = setTimeout(() => running.kill('SIGKILL'), patience);
      await ended;
      clearTimeout(late);
    },
  };
}

/** What the drill takes over from this process: no setting of the real installation but how much is logged. */
export const envOfDrill = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => name === 'LANZHA_LOG_LEVEL' || !/^(LANZHA_|DATABASE_URL$)/.test(name),
    ),
  );

/** The one line that `serve` prints when it is ready. */
function urlIn(line: string): string | null {
  try {
    const { url } = JSON.parse(line) as { url?: unknown };
    return typeof url === 'string' ? url : null;
  } catch {
    return null;
  }
}
