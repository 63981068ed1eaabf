import type { Tx } from '../../ground/db/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { logRetention } from './log.ts';

interface State {
  readonly last: Date;
  readonly paused: Date | null;
  readonly confirmed: Date | null;
}

/**
 * Whether the clock can be believed. Data are destroyed by age, so a clock that jumped ahead would destroy what is young:
 * when more time went by since the last run than `retention.gap`, the job waits until the security administrator has
 * confirmed it.
 * @returns false while it waits
 */
export async function clockIsBelieved(tx: Tx, params: Params, now: Date): Promise<boolean> {
  const { last, paused, confirmed } = await readState(tx);
  const jumped = now.getTime() - last.getTime() > params.milliseconds('retention.gap');
  if (jumped && (confirmed === null || now > confirmed)) {
    if (paused === null) {
      await tx.query('UPDATE retention_state SET paused_at = $1', [now]);
      await logRetention(tx, [{ at: now, kind: 'paused', count: 0 }]);
    }
    return false;
  }
  await tx.query('UPDATE retention_state SET last_run_at = greatest(last_run_at, $1), paused_at = NULL', [
    now,
  ]);
  return true;
}

/** The administrator has looked at the clock: runs go on, up to the gap after now. @returns null when nothing was paused */
export async function confirmClock(
  tx: Tx,
  params: Params,
  { now, actor }: { now: Date; actor: string },
): Promise<Date | null> {
  const { paused } = await readState(tx);
  if (paused === null) return null;
  const until = new Date(now.getTime() + params.milliseconds('retention.gap'));
  await tx.query('UPDATE retention_state SET confirmed_for = $1, paused_at = NULL', [until]);
  await logRetention(tx, [{ at: now, kind: 'confirmed', count: 0, actor }]);
  return until;
}

async function readState(tx: Tx): Promise<State> {
  const { rows } = await tx.query<State>(
    'SELECT last_run_at AS last, paused_at AS paused, confirmed_for AS confirmed FROM retention_state FOR UPDATE',
  );
  const state = rows[0];
  if (state === undefined) throw new RangeError('table retention_state has no row');
  return state;
}
