import { randomBytes } from 'node:crypto';
import { openIntake, openJudges } from '@lanzha/server/faces/intake';
import type { SignalIntake } from '@lanzha/server/flows/signal-intake';
import { type Db, machine, migrate, openDb } from '@lanzha/server/ground/db';
import { addPlaces, createUnit, divisionsOfCounty } from '@lanzha/server/ground/directory';
import { completeInstallation, fixInstallationKind } from '@lanzha/server/ground/installation';
import { openParams } from '@lanzha/server/ground/params';
import { startPostgres } from '@lanzha/server/ground/postgres';
import { masterKeysFrom, openVault } from '@lanzha/server/ground/vault';

export interface Flow {
  readonly intake: SignalIntake;
  /** The centre that the signals come in for. */
  readonly unitId: string;
  /** As the owner of the tables. */
  readonly owner: Db;
  /** Writes out what was changed so far, as PostgreSQL does by itself every quarter of an hour. */
  checkpoint(): Promise<void>;
  close(): Promise<void>;
}

const county = '330206';

/** The flow of signals in this process, over a PostgreSQL of its own in `dataDir`. */
export async function openFlow(dataDir: string): Promise<Flow> {
  const postgres = await startPostgres({ dataDir });
  await migrate(postgres.urls.migrator);
  const db = openDb(postgres.urls.app, { pipeline: true });
  const owner = openDb(postgres.urls.migrator, { max: 1 });
  const superuser = openDb(postgres.urls.superuser, { max: 1 });
  const unitId = await db.inTransaction(machine, async (tx) => {
    await fixInstallationKind(tx, 'drill');
    await addPlaces(tx, await divisionsOfCounty(county));
    const centre = await createUnit(tx, {
      code: 'centre',
      name: '测试反诈中心',
      kind: 'anti_fraud_center',
      place: county,
    });
    if (!('id' in centre)) throw new Error('the centre could not be made');
    await completeInstallation(tx, county);
    return centre.id;
  });
  const params = await openParams(db);
  const vault = openVault(masterKeysFrom(randomBytes(64)));
  const judges = await openJudges({ db, vault });
  const intake = openIntake({ db, params, vault, ...judges });
  return {
    intake,
    unitId,
    owner,
    checkpoint: async () => {
      await superuser.pool.query('CHECKPOINT');
    },
    async close() {
      await intake.drained();
      judges.lists.close();
      params.close();
      await Promise.all([db.close(), owner.close(), superuser.close()]);
      await postgres.stop();
    },
  };
}
