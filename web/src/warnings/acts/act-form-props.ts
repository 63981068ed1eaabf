import type { WarningDetail } from '@lanzha/contract';
import type { Step } from './steps.ts';
import type { Refused } from './use-refusal.ts';

/** What the form of every act is given. */
export type ActFormProps = {
  warning: WarningDetail;
  pending: boolean;
  refused: Refused | null;
  onSend: (step: Step) => void;
};
