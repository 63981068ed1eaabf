import type { Approval, ApprovalAct, ApprovalView } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import type { Actor } from '../directory/index.ts';
import { handlerOf } from './handler.ts';
import { stateAt, whyOwn } from './lifecycle.ts';
import { isPair, listApprovers, standingOf } from './parties.ts';
import type { ApprovalsDeps } from './request.ts';
import { type ApprovalRow, findApproval, listOver, listPending } from './rows.ts';
import { readWords } from './words.ts';

/** A view of the inbox, with what this person may do to each request. */
export async function listApprovals(
  tx: Tx,
  deps: ApprovalsDeps,
  actor: Actor,
  view: ApprovalView,
): Promise<Approval[]> {
  const now = new Date();
  const mine = ({ requestedBy }: Pick<Approval, 'requestedBy'>) => requestedBy.id === actor.id;
  const rows = view === 'done' ? await listOver(tx, now) : await listPending(tx, now);
  const wanted =
    view === 'mine' ? rows.filter(mine) : view === 'done' ? rows : rows.filter((one) => !mine(one));
  const shown: Approval[] = [];
  for (const row of wanted) shown.push(await toApproval(tx, deps, actor, row, now));
  if (view !== 'todo' && view !== 'others') return shown;
  const decidable = ({ offers }: Approval) => offers.includes('refuse') || offers.includes('approve');
  return shown.filter((one) => decidable(one) === (view === 'todo'));
}

export async function getApproval(
  tx: Tx,
  deps: ApprovalsDeps,
  actor: Actor,
  id: string,
): Promise<Approval | null> {
  const row = await findApproval(tx, id);
  return row === null ? null : toApproval(tx, deps, actor, row, new Date());
}

export async function toApproval(
  tx: Tx,
  deps: ApprovalsDeps,
  actor: Actor,
  row: ApprovalRow,
  now: Date,
): Promise<Approval> {
  const state = stateAt({ state: row.state, expiresAt: row.expiresAt.getTime() }, now.getTime());
  const words = (part: 'why' | 'note', clear: string | null, sealed: unknown) =>
    readWords(tx, deps.vault, row.id, part, { clear, sealed });
  return {
    id: row.id,
    payload: row.payload,
    why: (await words('why', row.why, row.whySealed)) ?? '—',
    state,
    requestedBy: row.requestedBy,
    requestedAt: row.requestedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    note: await words('note', row.note, row.noteSealed),
    emergency: row.emergency,
    version: row.version,
    offers: state === 'pending' ? await offersOf(tx, deps, actor, row, now) : [],
  };
}

async function offersOf(
  tx: Tx,
  { handlers, params }: ApprovalsDeps,
  actor: Actor,
  row: ApprovalRow,
  now: Date,
): Promise<ApprovalAct[]> {
  const handler = handlerOf(handlers, row.payload.kind);
  const subject = handler.subject(row.payload);
  if (row.requestedBy.id === actor.id) {
    const alone =
      subject !== actor.id && (await listApprovers(tx, handler, row, subject, { params, now })).length === 0;
    return alone ? ['withdraw', 'emergency'] : ['withdraw'];
  }
  if (!actor.acts.includes(handler.approveAct)) return [];
  const { rows } = await tx.query<{ staffNo: string | null }>(
    'SELECT staff_no AS "staffNo" FROM person WHERE id = $1',
    [actor.id],
  );
  const own = whyOwn(standingOf(row, subject), { id: actor.id, staffNo: rows[0]?.staffNo ?? null });
  if (own !== null) return [];
  return isPair(handler, row.requesterRoles, actor.roles) ? ['approve', 'refuse'] : ['refuse'];
}
