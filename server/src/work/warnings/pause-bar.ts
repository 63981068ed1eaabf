import type { PauseBar, WarningDuty, WarningState } from '@lanzha/contract';
import type { ClockRow } from '../../ground/clocks/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { levelAt, type WarningRow } from './row.ts';

/** What has to be done first in each state; null: one may wait for an answer. */
const first = {
  new: 'not_signed',
  dispatched: 'not_signed',
  signed: 'not_tried',
  contacting: null,
  contacted: null,
  met: 'not_running',
  closed: 'not_running',
} as const satisfies Record<WarningState, PauseBar | null>;

/**
 * Why this clock may not stand still now; null when it may. The urgent level never waits, what is overdue stays overdue,
 * and nobody waits who has not tried (practice.md W6).
 */
export function pauseBar(
  { level, state }: Pick<WarningRow, 'level' | 'state'>,
  duty: WarningDuty,
  clock: Pick<ClockRow, 'state' | 'due_at' | 'pauses'> | undefined,
  params: Params,
  now: Date,
): PauseBar | null {
  if (clock === undefined || (clock.state !== 'running' && clock.state !== 'paused')) return 'not_running';
  if (levelAt(level) === 'urgent') return 'urgent';
  if (clock.state === 'paused') return 'paused';
  if (clock.due_at !== null && clock.due_at <= now) return 'overdue';
  const lacking = first[state];
  if (lacking !== null && !(lacking === 'not_tried' && duty === 'meet')) return lacking;
  return clock.pauses >= params.number('warning.clock.pauses', now) ? 'too_often' : null;
}
