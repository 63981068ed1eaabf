import type { PauseBar, PauseReason, WarningDetail, WarningDuty } from '@lanzha/contract';
import { type ClockOrder, type ClockRow, orderClocks, readClocks } from '../../ground/clocks/index.ts';
import { isRefusal, type Refusal, refuse } from '../../ground/refusal/index.ts';
import { type Changes, writeSteps } from './change.ts';
import { policyOf, subjectKind } from './clocks.ts';
import type { Desk, Seen } from './desk.ts';
import { getWarning } from './find-warning.ts';
import { type Held, type HoldRefusal, holdWarning } from './hold.ts';
import { inScope } from './lent.ts';
import { pauseBar } from './pause-bar.ts';

type Asked = Seen & { readonly clock: WarningDuty };

/**
 * Lets a clock stand still while somebody outside the house has to answer. It goes on by itself after
 * `warning.clock.pause`; until then the desk counts with the latest instant at which it can be due.
 */
export async function pauseDuty(
  desk: Desk,
  input: Asked & { readonly reason: PauseReason },
): Promise<WarningDetail | HoldRefusal | Refusal<'NOT_PAUSABLE', { why: PauseBar }>> {
  const held = await holdOwn(desk, input);
  if (isRefusal(held)) return held;
  const clock = await readDuty(desk, input);
  const why = pauseBar(held.row, input.clock, clock, desk.params, desk.now);
  if (why !== null) return refuse('NOT_PAUSABLE', { why });
  const until = new Date(desk.now.getTime() + desk.params.milliseconds('warning.clock.pause', desk.now));
  const { reason } = input;
  return carryOut(desk, held, input, { act: 'pause', until, reason }, { reason, until: until.toISOString() });
}

/** Goes on with the time that was left. */
export async function resumeDuty(
  desk: Desk,
  input: Asked,
): Promise<WarningDetail | HoldRefusal | Refusal<'NOT_PAUSED'>> {
  const held = await holdOwn(desk, input);
  if (isRefusal(held)) return held;
  const clock = await readDuty(desk, input);
  if (clock?.state !== 'paused') return refuse('NOT_PAUSED');
  return carryOut(desk, held, input, { act: 'resume' }, {});
}

/** Clocks belong to who owns the warning; a borrower lets them run. */
async function holdOwn(desk: Desk, input: Asked): Promise<Held | HoldRefusal> {
  const held = await holdWarning(desk, input);
  return isRefusal(held) || inScope(desk.actor, held.row) ? held : refuse('NOT_FOUND');
}

async function readDuty({ tx }: Desk, { id, clock }: Asked): Promise<ClockRow | undefined> {
  const rows = await readClocks(tx, subjectKind, id);
  return rows.find((row) => row.policy === policyOf[clock]);
}

async function carryOut(
  desk: Desk,
  { row }: Held,
  { clock: duty, note }: Asked,
  act: { act: 'pause'; until: Date; reason: PauseReason } | { act: 'resume' },
  detail: Readonly<Record<string, string>>,
): Promise<WarningDetail> {
  const { tx, actor, now } = desk;
  const order: ClockOrder = {
    kind: subjectKind,
    id: row.id,
    policy: policyOf[duty],
    placeCode: row.place_code,
    unitId: row.unit_id,
    detail,
    ...act,
  };
  const [clock] = await orderClocks(tx, [order], now, actor.id);
  if (clock === undefined || 'refused' in clock)
    throw new RangeError(`clock ${duty} of ${row.id} is not as it was read`);
  const changes: Changes = { [`${duty}_due`]: clock.due_at };
  const entry = { act: act.act, actor: actor.id, note, detail: { clock: duty, ...detail } } as const;
  await writeSteps(tx, desk, [{ row, changes, entries: [entry], clocksDone: true }], now);
  return getWarning(desk, row.id);
}
