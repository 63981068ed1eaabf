import type { ApprovalState } from '@lanzha/contract';
import { type Refusal, refuse } from '../refusal/index.ts';

/** What happens to a request; `emergency` is approving the own one with the code of the console. */
export type ApprovalStepName = 'approve' | 'refuse' | 'withdraw' | 'emergency' | 'expire';

/** Where each act leads from each state; null = refused there. Nothing leads out of a decision. */
const table = {
  pending: {
    approve: 'approved',
    refuse: 'refused',
    withdraw: 'withdrawn',
    emergency: 'approved',
    expire: 'expired',
  },
  approved: { approve: null, refuse: null, withdraw: null, emergency: null, expire: null },
  refused: { approve: null, refuse: null, withdraw: null, emergency: null, expire: null },
  withdrawn: { approve: null, refuse: null, withdraw: null, emergency: null, expire: null },
  expired: { approve: null, refuse: null, withdraw: null, emergency: null, expire: null },
} as const satisfies Record<ApprovalState, Record<ApprovalStepName, ApprovalState | null>>;

/** A human being behind an account, as far as the house knows. */
export interface Party {
  readonly id: string;
  /** Police or staff number. */
  readonly staffNo: string | null;
}

export interface Standing {
  readonly state: ApprovalState;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly requester: Party;
  /** Whom the request is about, when it is about a person. */
  readonly subject: Party | null;
}

export type ApprovalStep =
  | { readonly act: 'approve' | 'refuse' | 'withdraw' | 'emergency'; readonly by: Party; readonly at: number }
  | { readonly act: 'expire'; readonly at: number };

export type StepRefusal =
  | Refusal<'NOT_PENDING', { state: ApprovalState }>
  | Refusal<'NOT_FOUND'>
  | Refusal<'OWN_REQUEST', { why: 'requester' | 'subject' | 'same_person' }>;

/**
 * The next state, or why not. Pure; the caller holds the row and has checked rights and version. Nobody decides on an
 * own request, nor on one about oneself, nor through a second account of the same human being (rules.md §10.3).
 */
export function nextState(standing: Standing, step: ApprovalStep): ApprovalState | StepRefusal {
  const state = stateAt(standing, step.at);
  const next = table[standing.state][step.act];
  if (step.act === 'expire')
    return state === 'expired' && next !== null ? next : refuse('NOT_PENDING', { state });
  if (next === null || state === 'expired') return refuse('NOT_PENDING', { state });
  const own = step.by.id === standing.requester.id;
  switch (step.act) {
    case 'withdraw':
      return own ? next : refuse('NOT_FOUND');
    case 'emergency':
      if (!own) return refuse('NOT_FOUND');
      return standing.subject?.id === step.by.id ? refuse('OWN_REQUEST', { why: 'subject' as const }) : next;
    case 'approve':
    case 'refuse': {
      const why = whyOwn(standing, step.by);
      return why === null ? next : refuse('OWN_REQUEST', { why });
    }
  }
}

/** A request that nobody answered in time is over, whether or not the job has written it down yet. */
export function stateAt(
  { state, expiresAt }: Pick<Standing, 'state' | 'expiresAt'>,
  at: number,
): ApprovalState {
  return state === 'pending' && at >= expiresAt ? 'expired' : state;
}

/** Why this person's word does not count as a second one; null when it does. */
export function whyOwn(
  { requester, subject }: Pick<Standing, 'requester' | 'subject'>,
  by: Party,
): 'requester' | 'subject' | 'same_person' | null {
  if (by.id === requester.id) return 'requester';
  if (subject !== null && by.id === subject.id) return 'subject';
  return sameHuman(by, requester) || (subject !== null && sameHuman(by, subject)) ? 'same_person' : null;
}

const sameHuman = (a: Party, b: Party) => a.staffNo !== null && a.staffNo === b.staffNo;
