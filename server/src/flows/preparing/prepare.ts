import {
  type Body,
  type BodyFault,
  type CheckedLine,
  isFault,
  isRejected,
  type RejectedLine,
  readBody,
  type Sender,
  type TimeLimits,
} from '../../facts/signals/index.ts';
import { type PreparingTools, type Submission, submissionsOf } from '../submission.ts';

/** A body with what its lines are checked against and who sent it. */
export interface Incoming {
  readonly body: Body;
  readonly sender: Sender;
  readonly limits: TimeLimits;
}

/** A line that is ready to be decided, or one that stays out. */
export type PreparedLine = Submission | RejectedLine;

/** Checks, hashes and judges the words of each line, in their order. */
export function prepareBody(
  tools: PreparingTools,
  { body, sender, limits }: Incoming,
): PreparedLine[] | BodyFault {
  const lines = readBody(body, limits);
  if (isFault(lines)) return lines;
  const checked = lines.filter((line): line is CheckedLine => !isRejected(line));
  const submissions = submissionsOf(tools, checked, sender);
  let next = 0;
  return lines.map((line) => (isRejected(line) ? line : submissions[next++]!));
}
