import { spawn } from 'node:child_process';

export type Outcome = { ok: boolean; ms: number; output: string };

/**
 * Runs a program and waits for it. Its output is kept, or passed on at once when `live`. After `limit` ms it is asked
 * to end, 10 s later it is ended; then, as with any other signal or a code that is not 0, `ok` is false.
 */
export function run(
  command: readonly string[],
  options: { cwd: string; limit: number; live?: boolean; env?: Record<string, string> },
): Promise<Outcome> {
  const [program = '', ...args] = command;
  const started = performance.now();
  return new Promise((resolve) => {
    const stdio = options.live ? 'inherit' : 'pipe';
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', stdio, stdio],
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk;
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    let hard: NodeJS.Timeout | undefined;
    const soft = setTimeout(() => {
      output += `\nstopped after ${options.limit / 1000} s\n`;
      child.kill('SIGTERM');
      hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
    }, options.limit);
    const stop = () => child.kill('SIGTERM');
    process.once('SIGTERM', stop);
    const end = (ok: boolean) => {
      clearTimeout(soft);
      clearTimeout(hard);
      process.off('SIGTERM', stop);
      resolve({ ok, ms: performance.now() - started, output });
    };
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}
