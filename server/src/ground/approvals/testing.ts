import type { Approval, ApprovalPayload, ApprovalView } from '@lanzha/contract';
import type { Browser } from '../../faces/testing.ts';

/** The request about a target that waits, as this person sees it. */
export async function findWaiting(
  tab: Browser,
  about: string,
  view: ApprovalView = 'todo',
): Promise<Approval> {
  const { body } = await tab.get<Approval[]>(`/approvals?view=${view}`);
  const found = body.find(({ payload }) => aboutOf(payload) === about);
  if (found === undefined) throw new Error(`nothing waits about ${about} in ${view}`);
  return found;
}

/** Another person's yes. */
export async function agree(tab: Browser, about: string): Promise<Approval> {
  const { id, version } = await findWaiting(tab, about);
  const { status, body } = await tab.post<Approval>(`/approvals/${id}/approve`, { version });
  if (status !== 200) throw new Error(`approve ${about} → ${status} ${JSON.stringify(body)}`);
  return body;
}

/** What a test names a request by: code of a parameter, source of a key, user name. */
function aboutOf(payload: ApprovalPayload): string {
  if (payload.kind === 'params.change') return payload.code;
  return payload.kind === 'keys.grant' ? payload.source : payload.person.username;
}
