import { give, givingAll, type Tx } from '../../ground/db/index.ts';
import { creatingWarnings, type Raising } from './create-warnings.ts';
import type { WarningsDeps } from './desk.ts';
import { countingHeldBack, partedByQuiet } from './quiet.ts';
import type { Raise, Raised } from './raise.ts';
import { districtOf, type RaiseGround, readRaiseGround } from './raise-ground.ts';
import { groupByWarning, strengtheningWarnings } from './strengthen-warnings.ts';

/**
 * Turns decided signals into warnings, within the caller's transaction (scope machine): one open warning for a person.
 * An open warning takes the evidence; its level rises, never falls. A closed one stays closed and a new one is made.
 * After `episode.silence` without evidence an open warning starts a new round: clocks run again.
 * Who is not to be disturbed after a false alarm gets no new one below urgent; what came is counted.
 * Fails with a unique violation of `warning_one_open` when a person got an open warning meanwhile: the ground is then another one.
 * @param ground of these raises, read in the same transaction
 * @returns what becomes of each person; none for who was only recognised and has no open warning, or is not to be disturbed
 * @throws SteppedTwice when one warning would change in two ways
 */
export async function raisingWarnings(
  tx: Tx,
  deps: WarningsDeps,
  raises: readonly Raise[],
  ground: RaiseGround,
  now: Date,
): Promise<Raising> {
  const { known, fresh } = groupByWarning(raises, ground.open);
  const { loud, heldBack } = partedByQuiet(fresh, ground.quiet);
  const district = await districtOf(tx, ground, raises);
  const strengthening = await strengtheningWarnings(tx, deps, known, district, now);
  const creating = await creatingWarnings(tx, deps, loud, ground, district, now);
  return {
    raised: new Map([...strengthening.raised, ...creating.raised]),
    writing: givingAll(strengthening.writing, creating.writing, countingHeldBack(heldBack)),
  };
}

/** The same, looked at and written at once. */
export async function raiseWarnings(
  tx: Tx,
  deps: WarningsDeps,
  raises: readonly Raise[],
  now: Date,
): Promise<ReadonlyMap<string, Raised>> {
  const ground = await readRaiseGround(tx, raises, now);
  const { raised, writing } = await raisingWarnings(tx, deps, raises, ground, now);
  await give(tx, writing);
  return raised;
}
