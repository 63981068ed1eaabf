import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo, type Ids, isRoot } from './account.ts';
import { folderUnusable } from './errors.ts';
import type { PostgresLog } from './events.ts';
import { prepareLayout } from './layout.ts';
import { type Places, usualPlaces } from './shelter.ts';

export interface RestoredClusterOptions {
  readonly dataDir: string;
  readonly log?: PostgresLog;
  readonly places?: Places;
  /** Puts the files of a cluster into this empty folder. */
  readonly fill: (cluster: string) => Promise<void>;
}

/**
 * Makes the cluster of a new data folder from files of a backup. Built beside its place and renamed, so that an attempt that was cut
 * short leaves no half cluster.
 * @returns where the cluster lies
 * @throws PostgresLaunchError folder-unusable when the folder has a database already, disk-full
 */
export async function placeRestoredCluster(options: RestoredClusterOptions): Promise<string> {
  const { dataDir, log = () => {}, places = usualPlaces, fill } = options;
  const layout = await prepareLayout(dataDir, places, log);
  if ((await stat(layout.cluster).catch(() => undefined)) !== undefined)
    throw folderUnusable(layout.cluster, '里面已有数据库;请用 --data 指定一个新目录,旧的数据不会被覆盖');
  const draft = `${layout.cluster}.new-${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await fill(draft);
    await giveTree(draft, layout.server);
    await rename(draft, layout.cluster);
    return layout.cluster;
  } finally {
    await rm(draft, { recursive: true, force: true });
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
