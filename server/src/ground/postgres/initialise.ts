import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { giveTo } from './account.ts';
import type { Programs } from './binaries.ts';
import { diskFull, errno, folderUnusable, startFailed, wrongVersion } from './errors.ts';
import type { Layout } from './layout.ts';
import { ROLES } from './secrets.ts';
import { asUser, serverEnvironment } from './server-process.ts';
import { freeBytes } from './settings.ts';

const MB = 1024 * 1024;
/** An empty cluster with its first log files takes about 60 MB. */
const NEW_CLUSTER_NEEDS = 300 * MB;
const OLD_CLUSTER_NEEDS = 64 * MB;

const run = promisify(execFile);

/**
 * Whether a cluster is there that these programs can open.
 * @throws PostgresLaunchError wrong-version, folder-unusable (a damaged cluster), disk-full
 */
export async function checkCluster(layout: Layout, programs: Programs): Promise<boolean> {
  const version = await readFile(join(layout.cluster, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  });
  const needed = version === undefined ? NEW_CLUSTER_NEEDS : OLD_CLUSTER_NEEDS;
  const free = await freeBytes(layout.home);
  if (free < needed) throw diskFull(layout.home, { free, needed });
  if (version === undefined) {
    if ((await stat(layout.cluster).catch(() => undefined)) === undefined) return false;
    throw folderUnusable(layout.cluster, '里面不是完整的数据库(缺少 PG_VERSION),请从备份恢复到新目录');
  }
  if (version.trim() !== String(programs.major))
    throw wrongVersion(layout.cluster, version.trim(), programs.major);
  return true;
}

/**
 * Makes an empty cluster: UTF-8, sorted by code point whatever the system's library says, checksums,
 * passwords for all. Built beside its place and renamed, so that a killed attempt leaves no half cluster.
 */
export async function initialiseCluster(
  layout: Layout,
  programs: Programs,
  superuserPassword: string,
  unsafeForTests: boolean,
): Promise<void> {
  await removeDrafts(layout);
  const draft = `${layout.cluster}.new-${randomBytes(4).toString('hex')}`;
  const passwordFile = join(layout.runDir, `password-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(draft, { mode: 0o700 });
    await giveTo(draft, layout.server);
    await writeFile(passwordFile, `${superuserPassword}\n`, { mode: 0o600, flag: 'wx' });
    await giveTo(passwordFile, layout.server);
    await initdb(layout, programs, [
      '-D',
      draft,
      `--pwfile=${passwordFile}`,
      ...(unsafeForTests ? ['--no-sync'] : []),
    ]);
    await chmod(draft, 0o700);
    await rename(draft, layout.cluster);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

/**
 * Letters are told by the system's library: with LC_CTYPE C, pg_trgm sees no letter in Chinese text
 * and finds nothing. Sorting stays C, so that no index depends on the library.
 */
const LETTERS = ['C.UTF-8', 'en_US.UTF-8', 'zh_CN.UTF-8', 'C'];

async function initdb(layout: Layout, programs: Programs, more: readonly string[]): Promise<void> {
  const common = [
    `--username=${ROLES.superuser}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--text-search-config=simple',
    '--auth=scram-sha-256',
    '--data-checksums',
    '--no-instructions',
    ...more,
  ];
  for (const letters of LETTERS) {
    const failure = await run(programs.initdb, [...common, `--lc-ctype=${letters}`], {
      ...asUser(layout.server),
      cwd: layout.runDir,
      env: serverEnvironment(),
    }).then(
      () => undefined,
      (error: Error & { stderr?: string }) => error.stderr?.trim() || error.message,
    );
    if (failure === undefined) return;
    if (/invalid locale/.test(failure)) continue;
    if (/No space left/.test(failure)) throw diskFull(layout.home);
    throw startFailed(`建立数据库失败(${failure.split('\n').slice(-3).join(' ')})`);
  }
}

/** An initdb whose owner was killed may still be writing; without its files it gives up soon. */
export async function removeDrafts(layout: Layout): Promise<void> {
  for (const name of await readdir(layout.home)) {
    if (!name.startsWith('cluster.new-')) continue;
    const stubborn = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };
    await rm(join(layout.home, name), stubborn).catch(() => {});
  }
}
