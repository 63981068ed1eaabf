import {
  type Body,
  type BodyFault,
  isFault,
  isRejected,
  type RejectedLine,
  readBody,
  type Sender,
  type TimeLimits,
} from '../../facts/signals/index.ts';
import { type PreparingTools, type Submission, submitting } from '../submission.ts';

/** A body and who sent it. */
export interface Incoming {
  readonly body: Body;
  readonly sender: Sender;
}

/** A line that is ready to be decided, or one that stays out. */
export type PreparedLine = Submission | RejectedLine;

/** What became of a body: its lines in their order, why nothing of it is taken, or what went wrong in this program. */
export type Prepared = PreparedLine[] | BodyFault | Error;

/** Checks, hashes and judges the words of each line of each body, in their order. */
export function prepareBodies(
  tools: PreparingTools,
  bodies: readonly Incoming[],
  limits: TimeLimits,
): Prepared[] {
  const submit = submitting(tools);
  return bodies.map(({ body, sender }) => {
    try {
      const lines = readBody(body, limits);
      return isFault(lines) ? lines : lines.map((line) => (isRejected(line) ? line : submit(line, sender)));
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  });
}
