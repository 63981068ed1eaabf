import type {
  ContactMethod,
  Level,
  Outcome,
  Recommendation,
  WarningAct,
  WarningState,
} from '@lanzha/contract';
import type { Standing, Waiting } from './lifecycle.ts';

/** What a recommendation is made from. */
export interface Situation {
  readonly state: WarningState;
  readonly level: Level;
  readonly standing: Standing;
  readonly waiting: Waiting;
  /** Attempts and ways that count as truly unreachable. */
  readonly least: { readonly attempts: number; readonly ways: number };
}

/**
 * What to do next and why, the most useful first (practice.md W4: high levels are met by two, middle is called and then
 * visited, low is reminded; W5: who was cheated needs the payment stopped; W6: who cannot be reached is looked for by
 * other ways). Pure; whether the person may do it is asked elsewhere.
 */
export function recommend(situation: Situation): Recommendation[] {
  const { state, waiting } = situation;
  const first =
    waiting === 'outside' && state !== 'closed'
      ? [advise('accept', 'review_transfer'), advise('return', 'transfer_waits')]
      : [];
  return [...first, ...adviceIn[state](situation)];
}

const adviceIn = {
  new: () => [advise('assign', 'not_placed')],
  dispatched: ({ waiting }) =>
    waiting === 'inside'
      ? [advise('sign', 'sign_or_return'), advise('return', 'sign_or_return')]
      : [advise('sign', 'sign_first')],
  signed: beginning,
  contacting: seeking,
  contacted: persuading,
  met: persuading,
  closed: () => [],
} as const satisfies Record<WarningState, (situation: Situation) => Recommendation[]>;

function beginning({ level }: Situation): Recommendation[] {
  switch (level) {
    case 'urgent':
      return [advise('contact', 'urgent_call', 'call'), advise('meet', 'urgent_visit')];
    case 'high':
      return [advise('contact', 'high_call', 'call'), advise('meet', 'meet_by_two')];
    case 'middle':
      return [advise('contact', 'middle_call', 'call')];
    case 'low':
      return [advise('contact', 'low_remind', 'call')];
  }
}

function seeking({ level, standing, least }: Situation): Recommendation[] {
  const { attempts, ways, rebuffed } = standing;
  const enough = attempts >= least.attempts && ways >= least.ways;
  const visit = advise('meet', 'visit_unreached');
  const refuses = rebuffed ? [advise('close', 'refuses', null, 'refused')] : [];
  const other = enough
    ? [
        advise('contact', 'seek_way', 'third_party'),
        advise('close', 'truly_unreachable', null, 'unreachable'),
      ]
    : [advise('contact', 'other_way', ways < least.ways ? 'sms' : 'call')];
  return isHigh(level) ? [visit, ...other, ...refuses] : [...other, visit, ...refuses];
}

function persuading({ level, standing }: Situation): Recommendation[] {
  const { lastResult, met } = standing;
  const meetFirst = isHigh(level) && !met;
  const end = advise('close', 'end_dissuaded', null, 'dissuaded');
  if (lastResult === 'transferred') return [advise('close', 'stop_payment', null, 'cheated')];
  if (lastResult === 'refuses' || lastResult === 'doubts') {
    const again = meetFirst
      ? advise('meet', 'meet_by_two')
      : met
        ? advise('contact', 'second_talk', 'call')
        : advise('meet', 'middle_visit');
    return lastResult === 'refuses' ? [again, advise('close', 'refuses', null, 'refused')] : [again];
  }
  return meetFirst ? [advise('meet', 'meet_by_two'), end] : [end];
}

const isHigh = (level: Level) => level === 'urgent' || level === 'high';

const advise = (
  act: WarningAct,
  why: Recommendation['why'],
  method: ContactMethod | null = null,
  outcome: Outcome | null = null,
): Recommendation => ({ act, why, method, outcome });
