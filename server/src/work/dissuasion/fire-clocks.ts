import type { NoticeKind } from '@lanzha/contract';
import type { ClockHandler } from '../../ground/clocks/index.ts';
import { notify, type Recipient } from '../../ground/notify/index.ts';

interface Subject {
  readonly id: string;
  readonly no: number;
  readonly unitId: string;
  readonly assigneeId: string;
}

/** A follow-up whose time has come is told to who has it; one that is overdue, to the leader of the unit too. */
export function followUpClocks(): ClockHandler<Subject> {
  return duties(
    `SELECT f.id, w.no, f.unit_id AS "unitId", f.assignee_id AS "assigneeId" FROM follow_up f JOIN warning w ON w.id = f.warning_id
     WHERE f.id = ANY ($1) AND f.state = 'open' FOR KEY SHARE OF f SKIP LOCKED`,
    '/dissuasion',
    (step, { unitId, assigneeId }) =>
      step.startsWith('prewarn')
        ? { kind: 'follow_up.due', to: [{ person: assigneeId }] }
        : { kind: 'follow_up.overdue', to: [{ person: assigneeId }, { unit: unitId, role: 'leader' }] },
  );
}

/** A review that is nearly due, and one that is overdue, is told to the leader of the unit. */
export function reviewClocks(): ClockHandler<Subject> {
  return duties(
    `SELECT r.id, w.no, r.unit_id AS "unitId", r.dissuaded_by AS "assigneeId" FROM mandatory_review r JOIN warning w ON w.id = r.warning_id
     WHERE r.id = ANY ($1) AND r.state = 'open' FOR KEY SHARE OF r SKIP LOCKED`,
    '/dissuasion?tab=reviews',
    (_step, { unitId }) => ({ kind: 'review.opened', to: [{ unit: unitId, role: 'leader' }] }),
  );
}

function duties(
  text: string,
  link: string,
  tell: (step: string, subject: Subject) => { kind: NoticeKind; to: Recipient[] },
): ClockHandler<Subject> {
  return {
    async hold(tx, ids) {
      const { rows } = await tx.query<Subject>(text, [ids]);
      return new Map(rows.map((row) => [row.id, row]));
    },
    async fire(tx, firings) {
      for (const { step, subject } of firings) {
        const { kind, to } = tell(step, subject);
        await notify(tx, { to, kind, params: { no: subject.no }, link, unitId: subject.unitId });
      }
    },
  };
}
