export { Overloaded } from '../work/deciding/index.ts';

import { BatchNumbers, type CheckedLine, openFormerReceipts, type Sender } from '../facts/signals/index.ts';
import { MicroBatcher, noOthers, openSubjectMemory, type Turn } from '../work/deciding/index.ts';
import { SteppedTwice } from '../work/warnings/index.ts';
import { type Decision, decideSignals, isRace } from './decide-signals.ts';
import { type DecidingDeps, type Submission, submissionsOf } from './submission.ts';

/** The one way in for signals, whatever face they come through. */
export interface SignalIntake {
  /**
   * Resolves when the lines are decided and committed, in their order.
   * @throws Overloaded when too much is waiting; nothing was taken then
   */
  take(lines: readonly CheckedLine[], sender: Sender): Promise<Decision[]>;
  /** The same for lines that were prepared already (flows/preparing). */
  decide(submissions: readonly Submission[]): Promise<Decision[]>;
  /** Resolves when nothing is under way any more. */
  drained(): Promise<void>;
}

// Measured: a transaction costs several milliseconds whatever it holds, so few large ones beat many small ones as long as two overlap;
// longer gathering only adds delay. Single lines of a hundred connections in one transaction would all be answered, and come again, in
// turn with it: in two halves one is on its way over HTTP while the other is written. Counted in requests: larger ones are few.
// A subject keeps to one lane, so that batches of one application never wait for each other's rows.
const batching = {
  maxLines: 1600,
  gather: 2,
  lanes: 2,
  aloneBelow: 200,
  aloneMost: 64,
  aheadFrom: 48,
  maxWaiting: 20_000,
  laneOf: ({ identifiers }: Submission) => identifiers[0]!.key.charCodeAt(0),
};

/** @param clock what decisions take for now */
export function openSignalIntake(
  rooms: Omit<DecidingDeps, 'numbers' | 'former' | 'memory'>,
  clock: () => Date = () => new Date(),
): SignalIntake {
  const former = openFormerReceipts(rooms.vault.contentKey);
  const deps = { ...rooms, numbers: new BatchNumbers(), former, memory: openSubjectMemory() };
  const batcher = new MicroBatcher<Submission, Decision>(
    (batch, turn) => decideInHalves(deps, batch, clock, turn),
    batching,
  );
  return {
    take: (lines, sender) =>
      batcher.push(submissionsOf({ hashing: deps.vault, texts: deps.texts }, lines, sender)),
    decide: (submissions) => batcher.push(submissions),
    drained: () => batcher.drained(),
  };
}

/**
 * What goes wrong with one line harms only that line: the batch is decided in halves until it is alone. A value that the database
 * refuses although the check let it pass is answered as rejected. Lines that cannot be written together, however often that is
 * tried, come apart; one that fails even alone fails only whoever sent it, who may send it again.
 */
async function decideInHalves(
  deps: DecidingDeps,
  batch: readonly Submission[],
  clock: () => Date,
  turn: Turn = noOthers,
): Promise<(Decision | Error)[]> {
  try {
    return await decideSignals(deps, batch, clock(), turn);
  } catch (error) {
    const refused = isRefusedValue(error);
    if (!refused && !isRace(error) && !(error instanceof SteppedTwice)) throw error;
    if (batch.length === 1) return [refused ? unstorable : (error as Error)];
    const middle = batch.length >> 1;
    return [
      ...(await decideInHalves(deps, batch.slice(0, middle), clock)),
      ...(await decideInHalves(deps, batch.slice(middle), clock)),
    ];
  }
}

/** SQLSTATE class 22 (data exception) and 54 (limit exceeded). */
const isRefusedValue = (error: unknown) => /^(22|54)/.test((error as { code?: string }).code ?? '');

const unstorable: Decision = {
  status: 'rejected',
  level: null,
  score: 0,
  reasons: [],
  warningId: null,
  conflict: false,
};
