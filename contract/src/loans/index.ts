import * as z from 'zod';
import { endpoint, id, instant, notFound, personRef, unitRef, words } from '../common.ts';
import { levels, roles } from '../terms.ts';
import { loanPurposes } from '../warnings/index.ts';

/** Which loans: those given to me, those I gave, or those of one warning. */
export const loanViews = ['borrowed', 'lent'] as const;
export type LoanView = (typeof loanViews)[number];

export const loan = z.object({
  id,
  /** null when this person does not see the warning any more. */
  warning: z
    .object({
      id,
      no: z.number().int(),
      level: z.enum(levels),
      /** Masked; null when nobody gave a name. */
      name: z.string().nullable(),
      place: z.string(),
    })
    .nullable(),
  lender: personRef,
  lenderUnit: unitRef,
  borrower: personRef,
  borrowerUnit: unitRef,
  purpose: z.enum(loanPurposes),
  /** Numbers in it are masked. */
  reason: z.string(),
  at: instant,
  until: instant,
  /** Before its time; null while it runs, and when it ran out by itself. */
  ended: z.object({ at: instant, by: personRef }).nullable(),
  running: z.boolean(),
  /** Whether this person may end it now. */
  mayEnd: z.boolean(),
  /** How often the borrower has opened it; counted for who lent it. */
  reads: z.number().int().nullable(),
});
export type Loan = z.infer<typeof loan>;

const borrower = z.object({
  id,
  name: z.string(),
  unit: unitRef,
  roles: z.array(z.enum(roles)),
  /** Only who may work on warnings at all may be lent one for contact. */
  purposes: z.array(z.enum(loanPurposes)),
});
export type Borrower = z.infer<typeof borrower>;

/** Need-to-know for single records (rules.md §10.2, practice.md D3, W9): one warning, one person, a reason, an end. */
export const loans = {
  list: endpoint
    .route({ method: 'GET', path: '/loans', tags: ['loans'], summary: '我借入、借出的预警' })
    .input(z.object({ view: z.enum(loanViews), warning: id.optional() }))
    .output(z.array(loan)),
  borrowers: endpoint
    .route({ method: 'GET', path: '/loans/borrowers', tags: ['loans'], summary: '可以借给谁' })
    .input(z.object({ q: words(0, 60).optional() }))
    .output(z.object({ people: z.array(borrower), mostDays: z.number().int() })),
  give: endpoint
    .route({ method: 'POST', path: '/loans', tags: ['loans'], summary: '借阅给(须有事由、期限)' })
    .errors({
      ...notFound,
      NOT_A_BORROWER: {
        status: 422,
        message: '不能借给这个人。',
        data: z.object({ why: z.enum(['unknown', 'role', 'purpose', 'oneself']) }),
      },
      NOT_NEEDED: { status: 422, message: '这个人本来就能看到这条预警,不用借阅。' },
      ALREADY_LENT: { status: 409, message: '这条预警已经借给这个人,还没有到期。' },
      TOO_LONG: {
        status: 422,
        message: '借阅期限不对。',
        data: z.object({ days: z.number().int() }),
      },
    })
    .input(
      z.object({
        warning: id,
        borrower: id,
        purpose: z.enum(loanPurposes),
        until: instant,
        reason: words(4, 500),
      }),
    )
    .output(loan),
  end: endpoint
    .route({ method: 'POST', path: '/loans/{id}/end', tags: ['loans'], summary: '收回借阅,马上生效' })
    .errors({ ...notFound, ENDED: { status: 409, message: '这次借阅已经结束。' } })
    .input(z.object({ id, reason: words(0, 500).optional() }))
    .output(loan),
};
