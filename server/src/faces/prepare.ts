import type { Config } from '../ground/config/index.ts';
import { machine, migrate, openDb } from '../ground/db/index.ts';
import { fixInstallationKind } from '../ground/installation/index.ts';
import { installJobs } from '../ground/jobs/index.ts';
import type { AppUrls } from './ground.ts';

/** The database is not what the command asked for; the message is a sentence for the console. */
export class StartRefused extends Error {
  override name = 'StartRefused';
}

/** Migrates, and says once and for all whether the database is real. @throws StartRefused when it is of the other kind */
export async function prepareDatabase(urls: AppUrls, { drill }: Pick<Config, 'drill'>): Promise<void> {
  await migrate(urls.migrator);
  await installJobs(urls.migrator);
  const db = openDb(urls.app, { max: 1 });
  try {
    const wanted = drill ? 'drill' : 'real';
    const kind = await db.inTransaction(machine, (tx) => fixInstallationKind(tx, wanted));
    if (kind === wanted) return;
    throw new StartRefused(
      kind === 'drill'
        ? '这是演练库,不能用于真实工作。请加 --drill 启动,或用 --data 指定另一个目录。'
        : '这是正式库,不能用来演练。请去掉 --drill,或用 --data 为演练指定另一个目录。',
    );
  } finally {
    await db.close();
  }
}
