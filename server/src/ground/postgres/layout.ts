import { createHash } from 'node:crypto';
import { chmod, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { firstClosedFolder, giveTo, type Ids, isRoot } from './account.ts';
import { claimDataFolder, type DataFolder } from './data-folder.ts';
import { folderProblem, folderUnusable } from './errors.ts';
import type { PostgresLog } from './events.ts';
import { findHome, type Places } from './shelter.ts';

/** Where everything of one embedded server lies; every path is absolute and real. */
export interface Layout {
  readonly dataDir: string;
  readonly home: string;
  /** PGDATA, 0700, the server's user. */
  readonly cluster: string;
  readonly runDir: string;
  readonly logDir: string;
  readonly locksDir: string;
  readonly secretsFile: string;
  readonly configFile: string;
  readonly hbaFile: string;
  /** Settings of the site, read before ours; may be absent. */
  readonly siteFile: string;
  /** Titles of the server's processes carry it, so that they can be told from another server's. */
  readonly clusterName: string;
  readonly keeper: Ids | undefined;
  readonly server: Ids | undefined;
}

/**
 * Claims the data folder and makes the folders of the server below its home: `DIR/postgres`, or as
 * root, where PostgreSQL's user cannot reach DIR, a folder under /var/lib/lanzha (see shelter.ts).
 * @throws PostgresLaunchError folder-unusable, disk-full
 */
export async function prepareLayout(dataDir: string, places: Places, log: PostgresLog): Promise<Layout> {
  const folder = await claimDataFolder(dataDir);
  try {
    const home = await findHome(folder, places, log);
    const layout = arrange(folder, home, await serverOf(join(home, 'cluster'), folder));
    await makeFolders(layout);
    return layout;
  } catch (error) {
    throw folderProblem(folder.path, error);
  }
}

function arrange(folder: DataFolder, home: string, server: Ids | undefined): Layout {
  const cluster = join(home, 'cluster');
  return {
    dataDir: folder.path,
    home,
    cluster,
    runDir: join(home, 'run'),
    logDir: join(home, 'log'),
    locksDir: join(home, 'locks'),
    secretsFile: join(home, 'secrets.json'),
    configFile: join(home, 'postgresql.conf'),
    hbaFile: join(home, 'pg_hba.conf'),
    siteFile: join(home, 'site.conf'),
    clusterName: `lanzha-${createHash('sha256').update(cluster).digest('hex').slice(0, 10)}`,
    keeper: folder.keeper,
    server,
  };
}

/** An existing cluster stays with its user: PostgreSQL refuses files of another. */
async function serverOf(cluster: string, folder: DataFolder): Promise<Ids | undefined> {
  const found = await stat(cluster).catch(() => undefined);
  if (found === undefined || !isRoot()) return folder.server;
  return found.uid === 0 ? folder.server : { uid: found.uid, gid: found.gid };
}

async function makeFolders(layout: Layout): Promise<void> {
  const { home, keeper, server } = layout;
  const serverIsKeeper = server === undefined || server.uid === keeper?.uid;
  await makeFolder(home, serverIsKeeper ? 0o700 : 0o711, keeper);
  await makeFolder(layout.locksDir, 0o700, keeper);
  await makeFolder(layout.runDir, 0o700, server);
  await makeFolder(layout.logDir, 0o700, server);
  const closed = server === undefined ? undefined : await firstClosedFolder(home, server);
  if (closed !== undefined) {
    throw folderUnusable(
      layout.dataDir,
      `运行数据库的账号(uid ${server?.uid})进不了 ${closed},请执行 chmod o+x ${closed},或把数据目录移到 /srv 之类的位置`,
    );
  }
}

async function makeFolder(path: string, mode: number, owner: Ids | undefined): Promise<void> {
  await mkdir(path, { recursive: true });
  await giveTo(path, owner);
  await chmod(path, mode);
  if (process.platform === 'win32') return;
  const made = await stat(path);
  if ((made.mode & 0o777) !== mode || (owner !== undefined && made.uid !== owner.uid)) {
    throw folderUnusable(path, '它所在的文件系统不支持访问权限,请用 --data 指定本机磁盘上的目录');
  }
}
