import type { Tx } from '../../ground/db/index.ts';
import { createWarnings } from './create-warnings.ts';
import type { WarningsDeps } from './desk.ts';
import { lockOpenWarnings } from './open-warnings.ts';
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
 * @returns what became of each person; none for who was only recognised and has no open warning, or is not to be disturbed
 * @throws CrossedBatches, or a deadlock of the database (40P01), in the rare case that batches meet crosswise
 */
export async function raiseWarnings(
  tx: Tx,
  deps: WarningsDeps,
  raises: readonly Raise[],
  now: Date,
): Promise<Map<string, Raised>> {
  const results = new Map<string, Raised>();
  let waiting = raises;
  for (let round = 0; waiting.length > 0; round++) {
    if (round === mostRounds) throw new CrossedBatches('open warnings keep changing under the batch');
    const open = await lockOpenWarnings(
      tx,
      waiting.flatMap((raise) => [raise.person, ...raise.absorb]),
    );
    const { known, fresh } = groupByWarning(waiting, open);
    for (const [person, raised] of await strengthenWarnings(tx, deps, known, now))
      results.set(person, raised);
    const loud = await withoutQuiet(tx, fresh, now);
    for (const [person, raised] of await createWarnings(tx, deps, loud, now)) results.set(person, raised);
    waiting = loud.filter((raise) => !results.has(raise.person));
  }
  return results;
}
