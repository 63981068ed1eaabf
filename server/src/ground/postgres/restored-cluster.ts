import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo, type Ids, isRoot } from './account.ts';
import { folderUnusable, noRoomToRestore } from './errors.ts';
import type { PostgresLog } from './events.ts';
import { removeDrafts } from './initialise.ts';
import { type Layout, prepareLayout } from './layout.ts';
import { takeOwnership } from './locks.ts';
import { clearRemains, findPostmaster } from './postmaster-file.ts';
import { halfRestored, markRestoring, readRestoring, unmarkRestoring } from './restoring.ts';
import { adoptServer, stopServer } from './server-process.ts';
import { freeBytes } from './settings.ts';
import { type Places, usualPlaces } from './shelter.ts';
import type { AttachedPostgres } from './start.ts';
import { joinServer } from './use.ts';

export interface RestoredClusterOptions<T> {
  readonly dataDir: string;
  /** The folder of the backups: only from the same one may a restore that was cut short begin again. */
  readonly from: string;
  /** Bytes that will be written: into the cluster, and beside it in the data folder. */
  readonly needs: { readonly cluster: number; readonly others: number };
  readonly log?: PostgresLog;
  readonly places?: Places;
  readonly unsafeForTests?: boolean;
  /** Puts the files of a cluster into this empty folder. */
  readonly fill: (cluster: string) => Promise<void>;
  /** What is to be done before the folder counts as restored; `attach` starts the server, which nobody else can yet. */
  readonly finish: (cluster: string, attach: () => Promise<AttachedPostgres>) => Promise<T>;
}

/**
 * Makes the cluster of a new data folder from files of a backup. The folder is marked until `finish` has ended, and nothing starts
 * from a marked one; a failed or killed attempt leaves the mark, and another from the same backups begins from scratch.
 * @throws PostgresLaunchError folder-unusable when the folder has a database already, disk-full, owned-by-other
 */
export async function placeRestoredCluster<T>(options: RestoredClusterOptions<T>): Promise<T> {
  const { dataDir, log = () => {}, places = usualPlaces, unsafeForTests = false } = options;
  const layout = await prepareLayout(dataDir, places, log);
  await refuseTaken(layout);
  const ownership = takeOwnership(layout);
  try {
    await refuseTaken(layout); // by whoever was the owner a moment ago
    const begun = await readRestoring(layout.dataDir);
    if (begun !== undefined) {
      if (begun.from !== options.from) throw halfRestored(layout.dataDir);
      await clearAttempt(layout);
    }
    await markRestoring(layout, options.from);
    await checkRoom(layout, options.needs);
    await fillCluster(layout, options.fill);
    const done = await options.finish(layout.cluster, async () => {
      const use = await joinServer({ layout, log, places, unsafeForTests, asOwner: false });
      return { urls: use.urls, detach: () => use.leave() };
    });
    await unmarkRestoring(layout);
    return done;
  } finally {
    ownership.release();
  }
}

async function refuseTaken({ dataDir, cluster }: Layout): Promise<void> {
  if ((await readRestoring(dataDir)) !== undefined) return;
  if ((await stat(cluster).catch(() => undefined)) !== undefined)
    throw folderUnusable(cluster, '里面已有数据库;请用 --data 指定一个新目录,旧的数据不会被覆盖');
}

/** All that an attempt made of the database, and the processes that a killed one left on it. */
async function clearAttempt(layout: Layout): Promise<void> {
  const running = await findPostmaster(layout);
  if (running !== undefined) await stopServer(adoptServer(running.pid, layout), layout);
  await clearRemains(layout);
  // A draft's name first: whoever replays the log in it still, alone, gives up without its files.
  await rename(layout.cluster, draftOf(layout)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await removeDrafts(layout);
  await rm(layout.secretsFile, { force: true });
}

const draftOf = ({ cluster }: Layout) => `${cluster}.new-${randomBytes(4).toString('hex')}`;

async function fillCluster(layout: Layout, fill: (cluster: string) => Promise<void>): Promise<void> {
  const draft = draftOf(layout);
  try {
    await mkdir(draft, { mode: 0o700 });
    await fill(draft);
    await giveTree(draft, layout.server);
    await rename(draft, layout.cluster);
  } finally {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined); // what went wrong before is to be told
  }
}

/** As root the cluster may lie on another disk than the data folder. */
async function checkRoom(
  { home, dataDir }: Layout,
  { cluster, others }: { cluster: number; others: number },
): Promise<void> {
  const together = (await stat(home)).dev === (await stat(dataDir)).dev;
  const wanted = together
    ? [{ path: dataDir, needed: cluster + others }]
    : [
        { path: home, needed: cluster },
        { path: dataDir, needed: others },
      ];
  for (const { path, needed } of wanted) {
    const free = await freeBytes(path);
    if (free < needed) throw noRoomToRestore(path, { free, needed });
  }
}

async function giveTree(folder: string, ids: Ids | undefined): Promise<void> {
  if (ids === undefined || !isRoot()) return;
  await giveTo(folder, ids);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await giveTree(path, ids);
    else await giveTo(path, ids);
  }
}
