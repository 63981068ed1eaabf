import type { PostgresLog } from './events.ts';
import { prepareLayout } from './layout.ts';
import { takeOwnership } from './locks.ts';
import { refuseHalfRestored } from './restoring.ts';
import { type Places, usualPlaces } from './shelter.ts';
import type { DatabaseUrls } from './urls.ts';
import { joinServer } from './use.ts';

export interface PostgresOptions {
  /** Made when missing; must be empty or ours. */
  readonly dataDir: string;
  readonly log?: PostgresLog;
  /** Switches fsync off: a power failure then destroys the data. */
  readonly unsafeForTests?: boolean;
  /** Where root keeps what PostgreSQL's user cannot reach below `dataDir`. */
  readonly places?: Places;
}

export interface OwnedPostgres {
  readonly urls: DatabaseUrls;
  /** Of the postmaster; another one after a restart. */
  readonly pid: number;
  /** Stops the server unless other commands still use it (the last of them stops it then). */
  stop(): Promise<void>;
}

export interface AttachedPostgres {
  readonly urls: DatabaseUrls;
  detach(): Promise<void>;
}

/**
 * Serves a data folder: starts its PostgreSQL, or takes over the one a killed owner left behind, and
 * restarts it after a crash until `stop`. One owner a folder.
 * @throws PostgresLaunchError with a sentence for the person at the console
 */
export async function startPostgres(options: PostgresOptions): Promise<OwnedPostgres> {
  const { layout, log, places, unsafeForTests } = await prepare(options);
  const ownership = takeOwnership(layout);
  try {
    const use = await joinServer({ layout, log, places, unsafeForTests, asOwner: true });
    return {
      urls: use.urls,
      get pid() {
        return use.pid();
      },
      stop: async () => {
        await use.leave();
        ownership.release();
      },
    };
  } catch (error) {
    ownership.release();
    throw error;
  }
}

/**
 * For commands beside `serve`: uses the server that runs, or starts it for as long as it is needed.
 * @throws PostgresLaunchError with a sentence for the person at the console
 */
export async function attachPostgres(options: PostgresOptions): Promise<AttachedPostgres> {
  const { layout, log, places, unsafeForTests } = await prepare(options);
  const use = await joinServer({ layout, log, places, unsafeForTests, asOwner: false });
  return { urls: use.urls, detach: () => use.leave() };
}

async function prepare(options: PostgresOptions) {
  const { log = () => {}, places = usualPlaces, unsafeForTests = false } = options;
  const layout = await prepareLayout(options.dataDir, places, log);
  await refuseHalfRestored(layout);
  return { layout, log, places, unsafeForTests };
}
