import { makeWorld, type Truth } from '@lanzha/engine/drill';
import {
  accountsFileIn,
  foundDistrict,
  handOutAccounts,
  makePasswords,
  openFeed,
  openTruthFile,
  readTruth,
  tellHistory,
  truthFileIn,
  writeAccounts,
} from '../flows/drill/index.ts';
import { signAuditRecords } from '../ground/audit/index.ts';
import type { Config } from '../ground/config/index.ts';
import { type ConnectionConfig, type Db, machine, openDb } from '../ground/db/index.ts';
import { describeError } from '../ground/http/index.ts';
import { getInstallation } from '../ground/installation/index.ts';
import { openParams } from '../ground/params/index.ts';
import { checkKeyFile, openKeyFile, openVault } from '../ground/vault/index.ts';
import { beginDrill, completeDrill, findDrill } from '../work/drill/index.ts';
import { clockHandlersOf } from './compose.ts';
import { type AppUrls, type Ground, hasNoSealedData } from './ground.ts';
import { openIntake, openJudges } from './intake.ts';
import { prepareDatabase, StartRefused } from './prepare.ts';

export interface DistrictOptions {
  readonly seed: number;
  readonly days: number;
  readonly scale: number;
  /** The history ends here. */
  readonly until: Date;
}

/** What was made; counts. */
export interface MadeDistrict {
  readonly county: string;
  readonly towns: number;
  readonly units: number;
  readonly staff: number;
  readonly households: number;
  readonly attempts: number;
  readonly signals: number;
  readonly warnings: number;
  readonly accounts: string;
  readonly truth: string;
}

type Progress = (share: number, warnings: number) => void;

const dayMs = 86_400_000;
const unfinished =
  '这个演练区划上次没有建完,不能接着用。请删除数据目录后重新执行,或用 --data 指定另一个目录。';

/** Whether a drill has its district. @throws StartRefused when one was begun and not finished */
export async function hasDistrict(urls: AppUrls): Promise<boolean> {
  const db = openDb(urls.app, { max: 1 });
  try {
    const row = await findDrill(db.pool);
    if (row !== null && row.madeAt === null) throw new StartRefused(unfinished);
    return row !== null || (await getInstallation(db.pool)).done;
  } finally {
    await db.close();
  }
}

/**
 * Makes the district in an empty drill database: places, units, people, accounts, and the days of its history.
 * @throws StartRefused when the database is a real one, or has a district already
 */
export async function createDistrict(
  urls: AppUrls,
  config: Config,
  options: DistrictOptions,
  progress: Progress,
): Promise<MadeDistrict> {
  await prepareDatabase(urls, { ...config, drill: true });
  if (await hasDistrict(urls)) throw new StartRefused('这个演练库里已经有区划了。请用另一个空目录或空库。');
  const db = openDb(unhurried(urls.app), { max: 10 });
  const intakeDb = openDb(unhurried(urls.app), { max: 4, pipeline: true });
  const owner = openDb(urls.migrator, { max: 1 });
  const params = await openParams(db);
  let judges: Awaited<ReturnType<typeof openJudges>> | undefined;
  try {
    const fresh = await hasNoSealedData(db);
    const master = await openKeyFile(config.keyFile, fresh);
    await checkKeyFile(db, config.keyFile, master, fresh);
    signAuditRecords(db, master.audit);
    const vault = openVault(master, () => openKeyFile(config.keyFile, false));
    judges = await openJudges({ db, vault });
    const { texts, lists } = judges;
    const world = makeWorld({ seed: options.seed, scale: options.scale });
    const from = options.until.getTime() - options.days * dayMs;
    const passwords = await makePasswords(world);
    const truth = openTruthFile(truthFileIn(config.dataDir));
    const { seed, scale, days } = options;
    truth.add({ kind: 'drill', seed, scale, days, from, until: options.until.getTime() } satisfies Truth);
    const { district, accounts } = await db.inTransaction(machine, async (tx) => {
      await beginDrill(tx, new Date(from));
      const founded = await foundDistrict(tx, world, passwords.hashOf);
      return { district: founded, accounts: await handOutAccounts(tx, vault, world, founded, passwords) };
    });
    await writeAccounts(config.dataDir, accounts);
    const told = await tellHistory(
      {
        db,
        vault,
        params,
        world,
        district,
        truth,
        progress,
        handlers: clockHandlersOf({ vault, params }),
        intakeAt: async (clock) => openIntake({ db: intakeDb, params, vault, texts, lists }, clock),
        settle: settler(owner, options.until),
      },
      from,
      options.until.getTime(),
    );
    await owner.inTransaction(machine, (tx) => completeDrill(tx, options.until));
    return {
      county: world.land.county.code,
      towns: world.land.towns.length,
      units: world.units.length,
      staff: world.staff.length,
      households: world.people.households,
      ...told,
      accounts: accountsFileIn(config.dataDir),
      truth: truthFileIn(config.dataDir),
    };
  } finally {
    judges?.lists.close();
    params.close();
    await Promise.all([db.close(), intakeDb.close(), owner.close()]);
  }
}

/** Commits need not wait for the disk: until the last one, which does, the district counts as unfinished. */
const unhurried = (config: ConnectionConfig): ConnectionConfig => ({
  ...config,
  options: `${config.options ?? ''} -c synchronous_commit=off`.trim(),
});

/** Notices carry the clock of the wall: those of an hour of the story are put back to it, and old ones count as read. */
function settler(owner: Db, until: Date): (at: Date) => Promise<void> {
  const wall = new Date();
  return async (at) => {
    const old = until.getTime() - at.getTime() > dayMs;
    await owner.pool.query(
      'UPDATE notice SET at = $1::timestamptz, read_at = CASE WHEN $2 THEN $1::timestamptz END WHERE at > $3',
      [at, old, wall],
    );
  };
}

const everyMs = 1_000;

/** The story going on while a server serves. @throws StartRefused without a district or without its file of truth */
export async function openLiveDrill(ground: Ground): Promise<{ stop(): Promise<void> }> {
  const { db, vault, params, intake, config, logger } = ground;
  const path = truthFileIn(config.dataDir);
  const told = await readTruth(path);
  const first = told?.find((one) => one.kind === 'drill');
  if (told === null || first === undefined || (await findDrill(db.pool)) === null)
    throw new StartRefused(`没有演练区划,或找不到它的剧情文件 ${path}。请先执行 lanzha drill create。`);
  const world = makeWorld({ seed: first.seed, scale: first.scale });
  const feed = await openFeed({ db, vault, params, intake, world, truth: openTruthFile(path), told });
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();
  const next = () => {
    if (stopped) return;
    turn = feed
      .tick(new Date())
      .catch((error: unknown) => logger.error({ err: describeError(error) }, 'drill feed failed'))
      .then(() => {
        timer = setTimeout(next, everyMs);
      });
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await turn;
      clearTimeout(timer);
    },
  };
}
