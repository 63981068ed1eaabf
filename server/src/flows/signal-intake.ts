export { Overloaded } from '../work/deciding/index.ts';

import { BatchNumbers, type CheckedLine, contentHash, idHash, type Sender } from '../facts/signals/index.ts';
import { identifiersOf, MicroBatcher } from '../work/deciding/index.ts';
import { type DecidingDeps, type Decision, decideSignals, type Submission } from './decide-signals.ts';

/** The one way in for signals, whatever face they come through. */
export interface SignalIntake {
  /**
   * Resolves when the lines are decided and committed, in their order.
   * @throws Overloaded when too much is waiting; nothing was taken then
   */
  take(lines: readonly CheckedLine[], sender: Sender): Promise<Decision[]>;
  /** Resolves when nothing is under way any more. */
  drained(): Promise<void>;
}

// Measured: a transaction costs several milliseconds whatever it holds, so few large ones beat many small ones as long as two overlap;
// longer gathering only adds delay.
// A subject keeps to one lane, so that batches of one application never wait for each other's rows.
const batching = {
  maxLines: 1600,
  gather: 4,
  lanes: 2,
  maxWaiting: 20_000,
  laneOf: ({ identifiers }: Submission) => identifiers[0]!.key.charCodeAt(0),
};

export function openSignalIntake(rooms: Omit<DecidingDeps, 'numbers'>): SignalIntake {
  const deps = { ...rooms, numbers: new BatchNumbers() };
  const batcher = new MicroBatcher<Submission, Decision>((batch) => decideInHalves(deps, batch), batching);
  const key = deps.vault.contentKey;
  return {
    take(lines, sender) {
      return batcher.push(
        lines.map(({ signal, at, canonical }) => ({
          signal,
          at,
          canonical,
          unitId: sender.unitId,
          source: sender.source,
          idHash: idHash(key, sender, signal.id),
          content: contentHash(key, canonical),
          identifiers: identifiersOf(deps.vault, signal.subject),
        })),
      );
    },
    drained: () => batcher.drained(),
  };
}

/**
 * A value that the database refuses although the check let it pass harms only its own line: the batch is decided in halves until
 * that line is alone, and answered as rejected.
 */
async function decideInHalves(deps: DecidingDeps, batch: readonly Submission[]): Promise<Decision[]> {
  try {
    return await decideSignals(deps, batch, new Date());
  } catch (error) {
    if (!isRefusedValue(error)) throw error;
    if (batch.length === 1) return [unstorable];
    const middle = batch.length >> 1;
    return [
      ...(await decideInHalves(deps, batch.slice(0, middle))),
      ...(await decideInHalves(deps, batch.slice(middle))),
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
