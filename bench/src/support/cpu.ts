import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Processor time spent since it began: by this process, and by PostgreSQL with all its children (Linux; else NaN). Seconds. */
export async function processorTime(
  dataDir: string,
): Promise<() => Promise<{ node: number; postgres: number }>> {
  const node = process.cpuUsage();
  const postgres = await postgresSeconds(dataDir);
  return async () => {
    const { user, system } = process.cpuUsage(node);
    return {
      node: Math.round((user + system) / 10_000) / 100,
      postgres: Math.round(((await postgresSeconds(dataDir)) - postgres) * 100) / 100,
    };
  };
}

const ticksPerSecond = 100;

async function postgresSeconds(dataDir: string): Promise<number> {
  try {
    const postmaster = Number((await readFile(await pidFile(dataDir), 'utf8')).split('\n')[0]);
    const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
    let ticks = 0;
    for (const pid of all) {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const [parent, own, ended] = [fields[1], sum(fields, 11, 12), sum(fields, 13, 14)];
      if (pid === postmaster) ticks += own + ended;
      else if (parent === postmaster) ticks += own;
    }
    return ticks / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
}

const sum = (fields: readonly number[], a: number, b: number) => (fields[a] ?? 0) + (fields[b] ?? 0);

async function pidFile(dataDir: string): Promise<string> {
  const found = (await readdir(dataDir, { recursive: true })).find((name) => name.endsWith('postmaster.pid'));
  if (found === undefined) throw new Error('no postmaster.pid');
  return join(dataDir, found);
}
