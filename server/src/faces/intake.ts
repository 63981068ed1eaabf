import { openSignalIntake, type SignalIntake } from '../flows/signal-intake.ts';
import type { Db } from '../ground/db/index.ts';
import type { Params } from '../ground/params/index.ts';
import type { Vault } from '../ground/vault/index.ts';
import { defaultTextModel, openTextJudge } from '../work/deciding/index.ts';

/** The way in for signals with the model of the product. Opened by `serve` and by commands alike; `db` is one with a pipeline. */
export async function openIntake(ground: { db: Db; params: Params; vault: Vault }): Promise<SignalIntake> {
  const { db, params, vault } = ground;
  return openSignalIntake({ db, params, vault, texts: await openTextJudge(await defaultTextModel()) });
}
