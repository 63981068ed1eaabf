import { setTimeout as wait } from 'node:timers/promises';
import {
  type CheckedLine,
  type ImportedLine,
  isRejected,
  type RejectedImport,
  type Sender,
} from '../../facts/signals/index.ts';
import type { Decision } from '../../flows/decide-signals.ts';
import type { SignalIntake } from '../../flows/signal-intake.ts';
import { Overloaded } from '../../work/deciding/index.ts';

export interface ImportResult {
  /** Decided now. */
  accepted: number;
  /** Known already, or twice in the file. */
  duplicates: number;
  rejected: number;
  /** Warnings that the accepted lines raised or strengthened. */
  warnings: number;
}

export interface ImportHooks {
  readonly rejected: (lines: readonly RejectedImport[]) => Promise<void>;
  /** Lines whose id is known with other content: what came first stands. */
  readonly conflict: (line: number) => void;
  readonly progress: (soFar: ImportResult) => void;
}

const blocksUnderWay = 3; // enough for the batcher to work while the next block is read

/**
 * Sends blocks of lines through the intake, a few at a time, so that a file of any length needs the memory of a few blocks.
 * @throws what reading or deciding throws, after everything that was under way has ended; what was accepted stays
 */
export async function importLines(
  blocks: AsyncIterable<readonly ImportedLine[]>,
  intake: SignalIntake,
  sender: Sender,
  hooks: ImportHooks,
): Promise<ImportResult> {
  const tally = new Tally();
  const underWay = new Set<Promise<void>>();
  try {
    for await (const block of blocks) {
      const good = block.filter((line): line is CheckedLine => !isRejected(line));
      const bad = block.filter((line): line is RejectedImport => isRejected(line));
      tally.rejected += bad.length;
      await hooks.rejected(bad);
      const deciding: Promise<void> = take(intake, good, sender)
        .then((decisions) => tally.count(good, decisions, hooks.conflict))
        .finally(() => underWay.delete(deciding));
      deciding.catch(() => undefined); // seen below: by the race, or by the end
      underWay.add(deciding);
      if (underWay.size >= blocksUnderWay) await Promise.race(underWay);
      hooks.progress(tally.result());
    }
    await Promise.all(underWay);
    return tally.result();
  } finally {
    await Promise.allSettled(underWay);
    hooks.progress(tally.result());
  }
}

class Tally {
  rejected = 0;
  private accepted = 0;
  private duplicates = 0;
  private readonly warnings = new Set<string>();

  count(
    lines: readonly CheckedLine[],
    decisions: readonly Decision[],
    conflict: (line: number) => void,
  ): void {
    decisions.forEach(({ status, warningId, conflict: differs }, index) => {
      if (status === 'duplicate') this.duplicates++;
      else this.accepted++;
      if (status === 'decided' && warningId !== null) this.warnings.add(warningId);
      if (differs) conflict(lines[index]!.line);
    });
  }

  result(): ImportResult {
    const { accepted, duplicates, rejected, warnings } = this;
    return { accepted, duplicates, rejected, warnings: warnings.size };
  }
}

async function take(
  intake: SignalIntake,
  lines: readonly CheckedLine[],
  sender: Sender,
): Promise<Decision[]> {
  for (;;) {
    try {
      return await intake.take(lines, sender);
    } catch (error) {
      if (!(error instanceof Overloaded)) throw error;
      await wait(error.retryAfter * 1000);
    }
  }
}
