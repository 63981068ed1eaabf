import { inOwnScope, type Tx } from '../../ground/db/index.ts';
import type { Actor } from '../../ground/directory/index.ts';
import type { WarningsDeps } from '../warnings/index.ts';

/** What this room stands on. */
export type StaffDeps = WarningsDeps;

/** Where an act is done: the caller's transaction, who acts, and when. */
export interface StaffDesk extends StaffDeps {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
}

/** The calendar day in Asia/Shanghai, as 2026-11-21. */
export const dayOf = (at: Date): string => at.toLocaleDateString('en-CA', { timeZone: 'Asia/Shanghai' });

/** Units have no policy of their own: lists that start from them say the scope again. */
export const unitInScope = (unit: string): string => inOwnScope(`${unit}.place_code`, `${unit}.id`);

/** The place of an open unit in the person's scope. */
export async function findPlaceOf({ tx }: Pick<StaffDesk, 'tx'>, unit: string): Promise<string | undefined> {
  const { rows } = await tx.query<{ place: string }>(
    `SELECT u.place_code AS place FROM unit u WHERE u.id = $1 AND u.closed_at IS NULL AND ${unitInScope('u')}`,
    [unit],
  );
  return rows[0]?.place;
}

/** One entry of what happened to a person of the register. */
export async function writeHistory(
  { tx, actor, now }: StaffDesk,
  member: string,
  act: string,
  detail: Readonly<Record<string, string>> = {},
): Promise<void> {
  await tx.query(
    'INSERT INTO staff_history (member_id, at, actor_id, act, detail) VALUES ($1, $2, $3, $4, $5)',
    [member, now, actor.id, act, JSON.stringify(detail)],
  );
}
