import type { WarningDetail } from '@lanzha/contract';
import type { Step } from './steps.ts';
import type { Refused } from './use-refusal.ts';

/** What the form of every act is given. */
export type ActFormProps = {
  warning: WarningDetail;
  /** A step is still on its way: the state on the screen is about to change. */
  hasten: boolean;
  pending: boolean;
  refused: Refused | null;
  onSend: (step: Step) => void;
};
