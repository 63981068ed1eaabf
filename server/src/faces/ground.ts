import { availableParallelism } from 'node:os';
import { timeLimits } from '../facts/signals/index.ts';
import { openPreparing, type Preparing } from '../flows/preparing/index.ts';
import type { SignalIntake } from '../flows/signal-intake.ts';
import {
  type AuditSealer,
  anchorFileIn,
  openAnchorFile,
  openAuditSealer,
  signAuditRecords,
} from '../ground/audit/index.ts';
import type { Config } from '../ground/config/index.ts';
import type { ConnectionConfig, Db } from '../ground/db/index.ts';
import { openServiceKeys, type ServiceKeys } from '../ground/directory/index.ts';
import { type Disk, openDisk } from '../ground/disk/index.ts';
import { openStore, readScanner, type Scanner, type Store } from '../ground/files/index.ts';
import { describeError, type Logger } from '../ground/http/index.ts';
import { type Live, openLive } from '../ground/live/index.ts';
import { type Outgoing, openOutgoing, readNotifySettings } from '../ground/notify/index.ts';
import { openParams, type Params } from '../ground/params/index.ts';
import { listLiveSessions } from '../ground/session/index.ts';
import { openTelemetry, type Telemetry } from '../ground/telemetry/index.ts';
import { checkKeyFile, openKeyFile, openVault, type Vault } from '../ground/vault/index.ts';
import type { Judges } from '../work/deciding/index.ts';
import type { Beside } from '../work/drill/index.ts';
import { openDrillBeside } from './drill-beside.ts';
import { countIntake, guardIntake, openIntake, openJudges } from './intake.ts';
import { openPools, type PoolLimits } from './pools.ts';

/** The three ways into the database (the launcher's, or one URL acting as three roles). */
export interface AppUrls {
  readonly migrator: ConnectionConfig;
  readonly app: ConnectionConfig;
  readonly reader: ConnectionConfig;
}

/** Bytes: some twenty signals of one turn. Below that the way to another thread and back costs more than it saves. */
const largeBundle = 4_096;

/** What every room's endpoints, jobs and plain routes may be given. */
export interface Ground {
  readonly config: Config;
  readonly db: Db;
  /** For what must go on whatever people ask for (pools.ts). */
  readonly steadyDb: Db;
  /** For what may take its time. */
  readonly longDb: Db;
  readonly logger: Logger;
  readonly params: Params;
  readonly vault: Vault;
  readonly keys: ServiceKeys;
  readonly live: Live;
  /** What signals are judged with: words and known lists. */
  readonly texts: Judges['texts'];
  readonly lists: Judges['lists'];
  /** The one way in for signals, and what bodies of many of them pass first. */
  readonly intake: SignalIntake;
  readonly preparing: Preparing;
  readonly auditSealer: AuditSealer;
  /** Mail and webhooks. */
  readonly outgoing: Outgoing;
  readonly store: Store;
  readonly scanner: Scanner | undefined;
  readonly disk: Disk;
  readonly telemetry: Telemetry;
  /** A drill beside an installation that is not set up yet. */
  readonly beside: Beside;
  /** Folders whose disks must have room. */
  readonly folders: readonly string[];
  /** The built interface. */
  readonly webRoot: string;
  close(): Promise<void>;
}

export interface GroundOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly folders: readonly string[];
  readonly webRoot: string;
  readonly limits?: PoolLimits | undefined;
}

/** Opens everything that lasts as long as the process; the database is migrated and its kind is fixed already. */
export async function openGround(
  urls: AppUrls,
  { config, logger, folders, webRoot, limits }: GroundOptions,
): Promise<Ground> {
  const onIdleError = (error: Error) =>
    logger.warn({ err: describeError(error) }, 'database connection lost');
  const pools = openPools(urls.app, onIdleError, limits);
  const { db, intakeDb, steadyDb, longDb } = pools;
  let params: Params | undefined;
  let disk: Disk | undefined;
  let judges: Judges | undefined;
  try {
    const read = await openParams(steadyDb);
    params = read;
    const fresh = await hasNoSealedData(db);
    const master = await openKeyFile(config.keyFile, fresh);
    await checkKeyFile(db, config.keyFile, master, fresh);
    const vault = openVault(master, () => openKeyFile(config.keyFile, false));
    for (const each of [db, intakeDb, steadyDb, longDb]) signAuditRecords(each, master.audit);
    const outgoing = openOutgoing({ settings: readNotifySettings(process.env), vault, params: read });
    const store = await openStore(config.dataDir);
    const scanner = readScanner(process.env);
    const watched = await openDisk({ folders, params: read });
    disk = watched;
    judges = await openJudges({ db, vault });
    const { texts, lists } = judges;
    const telemetry = openTelemetry();
    const intake = countIntake(
      guardIntake(openIntake({ db: intakeDb, params: read, vault, texts, lists }), watched),
      telemetry,
    );
    const preparing = openPreparing({
      keys: master,
      texts,
      limits: () => timeLimits(read),
      threadFrom: availableParallelism() > 1 ? largeBundle : Number.POSITIVE_INFINITY,
      onReady: () => logger.info('the thread that prepares signals is ready'),
      onLost: (error) =>
        logger.error({ err: describeError(error) }, 'the thread that prepares signals ended'),
    });
    // Last of what can fail: it holds a connection, which closing the database would wait for.
    const live = await openLive({
      db: steadyDb,
      liveSessions: (hashes) => listLiveSessions(steadyDb.pool, hashes, read),
      onError: (error) => logger.warn({ err: describeError(error) }, 'live updates interrupted'),
    });
    const auditSealer = openAuditSealer({
      db: longDb,
      key: master.audit,
      params: read,
      log: logger,
      sinks: [openAnchorFile(anchorFileIn(config.dataDir))],
    });
    const beside = openDrillBeside(config.dataDir, logger);
    return {
      config,
      db,
      steadyDb,
      longDb,
      logger,
      params: read,
      vault,
      keys: openServiceKeys(steadyDb),
      texts,
      lists,
      live,
      intake,
      preparing,
      auditSealer,
      outgoing,
      store,
      scanner,
      disk: watched,
      telemetry,
      beside,
      folders,
      webRoot,
      async close() {
        await beside.stop();
        await live.close();
        await preparing.close();
        await auditSealer.stop();
        lists.close();
        read.close();
        watched.close();
        telemetry.close();
        await pools.close();
      },
    };
  } catch (error) {
    params?.close();
    disk?.close();
    judges?.lists.close();
    await pools.close();
    throw error;
  }
}

/** A key file may be made only while nothing was sealed: later a missing file is a loss, not a start. */
export async function hasNoSealedData(db: Db): Promise<boolean> {
  const { rowCount } = await db.pool.query('SELECT FROM vault_key UNION ALL SELECT FROM audit_seal LIMIT 1');
  return rowCount === 0;
}
