import { type Tx, together } from '../../ground/db/index.ts';
import { createWarnings, groundOf } from './create-warnings.ts';
import type { WarningsDeps } from './desk.ts';
import { lockOpenWarnings, type OpenWarning } from './open-warnings.ts';
import { withoutQuiet } from './quiet.ts';
import { CrossedBatches, type Raise, type Raised } from './raise.ts';
import { groupByWarning, strengthenWarnings } from './strengthen-warnings.ts';

/** Another batch may open the same person's warning between our look and our insert; it is then there to be locked. */
const mostRounds = 4;

/**
 * Turns decided signals into warnings, within the caller's transaction (scope machine): one open warning for a person.
 * An open warning takes the evidence; its level rises, never falls. A closed one stays closed and a new one is made.
 * After `episode.silence` without evidence an open warning starts a new round: clocks run again.
 * Who is not to be disturbed after a false alarm gets no new one below urgent; what came is counted.
 * @param held what is open of these persons and of those they absorb, when the caller has locked it already
 * @returns what became of each person; none for who was only recognised and has no open warning, or is not to be disturbed
 * @throws CrossedBatches, or a deadlock of the database (40P01), in the rare case that batches meet crosswise
 */
export async function raiseWarnings(
  tx: Tx,
  deps: WarningsDeps,
  raises: readonly Raise[],
  now: Date,
  held?: readonly OpenWarning[],
): Promise<Map<string, Raised>> {
  const results = new Map<string, Raised>();
  let waiting = raises;
  let open = held ?? (await lockOpenOf(tx, raises));
  for (let round = 1; ; round++) {
    const { known, fresh } = groupByWarning(waiting, open);
    // They are of different persons: neither waits for the other.
    const [strengthened, { loud, created }] = await together(
      strengthenWarnings(tx, deps, known, now),
      createLoud(tx, deps, fresh, now),
    );
    for (const [person, raised] of [...strengthened, ...created]) results.set(person, raised);
    waiting = loud.filter((raise) => !results.has(raise.person));
    if (waiting.length === 0) return results;
    if (round === mostRounds) throw new CrossedBatches('open warnings keep changing under the batch');
    open = await lockOpenOf(tx, waiting);
  }
}

/** Locks what is open of these persons and of those they absorb. */
export const lockOpenOf = (tx: Tx, raises: readonly Pick<Raise, 'person' | 'absorb'>[]) =>
  lockOpenWarnings(
    tx,
    raises.flatMap((raise) => [raise.person, ...raise.absorb]),
  );

async function createLoud(tx: Tx, deps: WarningsDeps, fresh: readonly Raise[], now: Date) {
  const [loud, ground] = await together(withoutQuiet(tx, fresh, now), groundOf(tx, fresh));
  return { loud, created: await createWarnings(tx, deps, loud, ground, now) };
}
