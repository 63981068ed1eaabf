import {
  demandsOf,
  type FalseAlarm,
  type Outcome,
  type StopPayment,
  type WarningDetail,
} from '@lanzha/contract';

type Asked = 'meet' | 'mismatch' | 'stopPayment';

/** Which reason the server will ask for with this outcome, so that it is asked before sending; null = none. */
export const asksReason = (
  {
    outcome,
    falseAlarm,
    stopPayment,
  }: { outcome: Outcome; falseAlarm: FalseAlarm; stopPayment: StopPayment | undefined },
  { level, clock }: Pick<WarningDetail, 'level' | 'clock'>,
): Asked | null => {
  const demands: readonly string[] = demandsOf[outcome];
  if (demands.includes('why') && falseAlarm === 'other') return 'mismatch';
  if (demands.includes('stopPaymentWhy') && stopPayment === 'not_possible') return 'stopPayment';
  const toMeet = (level === 'urgent' || level === 'high') && clock.metAt === null;
  return toMeet && demands.includes('meeting') ? 'meet' : null;
};

/** With which outcome closing begins: what is recommended, else what the state says. */
export const usualOutcome = ({ next, state }: Pick<WarningDetail, 'next' | 'state'>): Outcome => {
  const recommended = next.find(({ act, outcome }) => act === 'close' && outcome !== null)?.outcome;
  if (recommended != null) return recommended;
  return state === 'contacted' || state === 'met' ? 'dissuaded' : 'not_matched';
};
