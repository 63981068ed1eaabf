import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { errno } from './errors.ts';

const run = promisify(execFile);

/** Whether a process with this number lives; somebody else's counts. */
export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errno(error) === 'EPERM';
  }
}

/** Sends a signal; false when the process has gone. */
export function sendSignal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if (errno(error) === 'ESRCH') return false;
    throw error;
  }
}

/**
 * Whether the process is the postmaster of this cluster. A number alone proves nothing: after a
 * reboot, or in another container, it may be anybody's.
 */
export async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  if (!processIsAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  if (process.platform === 'linux') return (await readArguments(pid)).includes(cluster);
  const command = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return command.stdout.includes(cluster) && command.stdout.includes('postgres');
}

/** Every process of this cluster: workers by the name in their titles, a postmaster by its arguments. */
export async function findServerProcesses(clusterName: string, cluster: string): Promise<number[]> {
  const title = `postgres: ${clusterName}: `;
  if (process.platform === 'win32') return [];
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-axww', '-o', 'pid=,command=']);
    const ours = (line: string) => line.includes(title) || line.includes(`postgres -D ${cluster} `);
    return stdout.split('\n').flatMap((line) => (ours(line) ? [Number.parseInt(line, 10)] : []));
  }
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const commands = await Promise.all(pids.map(readArguments));
  return pids.filter((_, index) => {
    const [program = '', option, folder] = commands[index] ?? [];
    return (
      program.startsWith(title) || (program.endsWith('/postgres') && option === '-D' && folder === cluster)
    );
  });
}

async function readArguments(pid: number): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return text.split('\0');
}
