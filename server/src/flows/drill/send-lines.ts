import { type DrillSender, type StoryLine, senderUnits, signalOf } from '@lanzha/engine/drill';
import { type CheckedLine, checkValue, isRejected, type Sender } from '../../facts/signals/index.ts';
import type { Decision } from '../decide-signals.ts';
import type { SignalIntake } from '../signal-intake.ts';

/** The senders of the story. @param unitOf id of a unit by its code */
export function sendersOf(unitOf: (code: string) => string | undefined): Record<DrillSender, Sender> {
  const sender = (name: DrillSender): Sender => {
    const { unit, source } = senderUnits[name];
    const unitId = unitOf(unit);
    if (unitId === undefined) throw new RangeError(`the district has no unit ${unit}`);
    return { unitId, source };
  };
  return {
    operator: sender('operator'),
    bank: sender('bank'),
    hotline: sender('hotline'),
    upper: sender('upper'),
  };
}

export interface Sent {
  readonly line: StoryLine;
  readonly at: number;
  readonly decision: Decision;
}

/**
 * Sends lines the way every signal comes in, in their order. One push for each stretch of the same sender; they are
 * gathered into one batch by the intake.
 * @param timeOf the instant each signal carries
 * @throws RangeError for a line that does not pass the check: a mistake of the story
 */
export async function sendLines(
  intake: SignalIntake,
  senders: Record<DrillSender, Sender>,
  lines: readonly StoryLine[],
  timeOf: (line: StoryLine) => number,
): Promise<Sent[]> {
  const stretches: { sender: DrillSender; lines: StoryLine[] }[] = [];
  for (const line of lines) {
    const last = stretches.at(-1);
    if (last?.sender === line.sender) last.lines.push(line);
    else stretches.push({ sender: line.sender, lines: [line] });
  }
  const sent = await Promise.all(
    stretches.map(async ({ sender, lines: own }) => {
      const checked = own.map((line, index) => check(line, timeOf(line), index + 1));
      const decisions = await intake.take(checked, senders[sender]);
      return own.map((line, index): Sent => ({ line, at: timeOf(line), decision: decisions[index]! }));
    }),
  );
  return sent.flat();
}

function check(line: StoryLine, at: number, number: number): CheckedLine {
  const checked = checkValue(signalOf(line, at), number, { now: at, futureTolerance: 0 });
  if (isRejected(checked)) throw new RangeError(checked.error);
  return checked;
}
