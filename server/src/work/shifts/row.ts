import type { DutyPost, OpenWork, Shift, ShiftRole, ShiftState } from '@lanzha/contract';
import { shiftActs } from '@lanzha/contract';
import { isRefusal } from '../../ground/refusal/index.ts';
import type { ShiftDesk } from './desk.ts';
import { type By, nextState, punctuality, type Standing, type TimeRefusal, whyNotYet } from './lifecycle.ts';
import { openWords } from './words.ts';

/** A row of table shift with the names that go with it. Instants are `Date`. */
export interface ShiftRow {
  readonly id: string;
  readonly post: DutyPost;
  readonly unit_id: string;
  readonly place_code: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly role: ShiftRole;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly unplanned: boolean;
  readonly state: ShiftState;
  readonly on_at: Date | null;
  readonly handed_at: Date | null;
  readonly ended_at: Date | null;
  readonly taker: { readonly id: string; readonly name: string } | null;
  readonly note: string | null;
  readonly open: OpenWork | null;
  readonly read_at: Date | null;
  readonly end_reason: string | null;
  readonly seen_by: { readonly id: string; readonly name: string } | null;
  readonly seen_at: Date | null;
  readonly version: number;
  /** The person who asks is planned at this desk and role now. */
  readonly relieves: boolean;
  /** Where it stands among past ones: ISO with microseconds. */
  readonly past_iso: string;
}

const named = (alias: string) =>
  `CASE WHEN ${alias}.id IS NOT NULL THEN json_build_object('id', ${alias}.id, 'name', ${alias}.name) END`;

/** Parameters: $1 now, $2 who asks, $3 how early one may sign on, in milliseconds. */
export const shiftRows = `SELECT s.id, s.unit_id, s.place_code, s.role, s.starts_at, s.ends_at, s.unplanned, s.state, s.on_at,
    s.handed_at, s.ended_at, s.note_key, s.note_sealed, s.reason_key, s.reason_sealed, s.open, s.read_at, s.seen_at, s.version,
    json_build_object('id', dp.id, 'name', dp.name, 'roundClock', dp.round_clock,
      'unit', json_build_object('id', u.id, 'name', u.name)) AS post,
    ${named('p')} AS person, ${named('k')} AS taker, ${named('y')} AS seen_by,
    to_char(coalesce(s.ended_at, s.ends_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS past_iso,
    EXISTS (SELECT FROM shift r WHERE r.post_id = s.post_id AND r.role = s.role AND r.person_id = $2 AND r.state = 'planned'
      AND r.starts_at <= $1::timestamptz + $3::float8 * interval '1 ms' AND r.ends_at > $1) AS relieves
  FROM shift s JOIN duty_post dp ON dp.id = s.post_id JOIN unit u ON u.id = s.unit_id JOIN person p ON p.id = s.person_id
  LEFT JOIN person k ON k.id = s.taker_id LEFT JOIN person y ON y.id = s.seen_by`;

type SealedRow = Omit<ShiftRow, 'note' | 'end_reason'> &
  Readonly<Record<'note_key' | 'reason_key', number | null>> &
  Readonly<Record<'note_sealed' | 'reason_sealed', Buffer | null>>;

export async function readShifts(
  desk: ShiftDesk,
  rest: string,
  values: readonly unknown[] = [],
): Promise<ShiftRow[]> {
  const { tx, actor, now, params } = desk;
  const early = params.milliseconds('shift.sign_on.early', now);
  const { rows } = await tx.query<SealedRow>(`${shiftRows} ${rest}`, [now, actor.id, early, ...values]);
  const opened: ShiftRow[] = [];
  for (const { note_key, note_sealed, reason_key, reason_sealed, ...row } of rows)
    opened.push({
      ...row,
      note: await openWords(desk, row.id, note_key, note_sealed),
      end_reason: await openWords(desk, row.id, reason_key, reason_sealed),
    });
  return opened;
}

export const standingOf = (row: ShiftRow): Standing => ({
  state: row.state,
  person: row.person.id,
  taker: row.taker?.id ?? null,
  startsAt: row.starts_at.getTime(),
  endsAt: row.ends_at.getTime(),
});

export const byOf = ({ actor }: ShiftDesk, row: ShiftRow): By => ({
  id: actor.id,
  plans: actor.acts.includes('shifts.plan'),
  relieves: row.relieves && actor.acts.includes('shifts.take'),
});

export const timeOf = ({ now, params }: ShiftDesk, row: ShiftRow): TimeRefusal | null =>
  whyNotYet(standingOf(row), now.getTime(), params.milliseconds('shift.sign_on.early', now));

/** Those that the leader is to look at: nobody took over, or nobody came. */
export const toSee = (row: ShiftRow, now: Date): boolean =>
  row.seen_at === null &&
  (row.state === 'ended_without_successor' || (row.state === 'planned' && row.ends_at <= now));

export function toShift(desk: ShiftDesk, row: ShiftRow): Shift {
  const { now, params } = desk;
  const offered: Shift['acts'] = shiftActs.filter(
    (act) =>
      !isRefusal(nextState(standingOf(row), { act, by: byOf(desk, row) })) &&
      (act !== 'sign_on' || timeOf(desk, row) === null),
  );
  return {
    id: row.id,
    post: row.post,
    person: row.person,
    role: row.role,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    unplanned: row.unplanned,
    state: row.state,
    onAt: iso(row.on_at),
    handedAt: iso(row.handed_at),
    endedAt: iso(row.ended_at),
    taker: row.taker,
    note: row.note,
    readAt: iso(row.read_at),
    endReason: row.end_reason,
    punctual: punctuality(
      { ...standingOf(row), onAt: row.on_at?.getTime() ?? null, unplanned: row.unplanned },
      now.getTime(),
      params.milliseconds('shift.sign_on.late', now),
    ),
    seen:
      row.seen_by === null || row.seen_at === null
        ? null
        : { by: row.seen_by, at: row.seen_at.toISOString() },
    version: row.version,
    acts: toSee(row, now) && desk.actor.acts.includes('shifts.plan') ? [...offered, 'acknowledge'] : offered,
  };
}

const iso = (at: Date | null) => at?.toISOString() ?? null;
