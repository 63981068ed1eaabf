import type { ShiftState } from '@lanzha/contract';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const offset = 8 * hour;

/** How a desk is kept: at which hours of the day (Asia/Shanghai) one goes and the next comes. */
export interface Rhythm {
  readonly name: string;
  readonly hours: readonly number[];
}

/** The centre by day and by night; a station from morning to morning. */
export const rhythms: Readonly<Partial<Record<string, Rhythm>>> = {
  anti_fraud_center: { name: '反诈值班台', hours: [8, 20] },
  police_station: { name: '派出所值班室', hours: [9] },
};

/** Where a history begins and ends; milliseconds. */
export interface History {
  readonly from: number;
  readonly until: number;
}

/** The desks of stations have a past of three days: a month of all of them takes longer than it is worth. */
export const stationsFrom = ({ from, until }: History): number => Math.max(from, until - 3 * day);

/** A shift to be planned; instants are milliseconds since 1970. */
export interface PlannedSpan {
  readonly from: number;
  readonly to: number;
  readonly person: string;
}

/** Midnight in Asia/Shanghai before an instant. */
const midnight = (at: number): number => Math.floor((at + offset) / day) * day - offset;

/**
 * When colleagues see to their desks in a stretch of the story: some minutes before each change the note is written, after
 * it the next one has read it; and once shortly before the history ends.
 */
export function instantsIn(history: History, from: number, to: number): number[] {
  const hours = [...new Set(Object.values(rhythms).flatMap((one) => one?.hours ?? []))];
  const days = Math.ceil((to - midnight(from)) / day) + 1;
  return Array.from({ length: days }, (_, n) => midnight(from) + n * day)
    .flatMap((start) => hours.flatMap((clock) => [-8, 1].map((away) => start + clock * hour + away * minute)))
    .concat(...new Set([history.from, stationsFrom(history)]), history.until - 4 * minute)
    .filter((at) => at >= from && at < to)
    .sort((a, b) => a - b);
}

/**
 * Who keeps a desk when, without a gap, from the beginning of the history until a week after its end. People take turns; the
 * shift in which the history ends goes to the trainee: from then on if two hours of it are left, else through the next one
 * too, and wholly if it has just begun.
 */
export function spansOf(
  { hours }: Rhythm,
  { from, until }: History,
  people: readonly string[],
  trainee: string | undefined,
): PlannedSpan[] {
  const days = Math.ceil((until - midnight(from)) / day) + 9;
  const starts = Array.from({ length: days }, (_, n) =>
    hours.map((clock) => midnight(from) + (n - 1) * day + clock * hour),
  ).flat();
  const spans = starts.flatMap((start, n): PlannedSpan[] => {
    const to = starts[n + 1] ?? start;
    const person = people[n % people.length] ?? '';
    return to > from && to > start ? [{ from: Math.max(start, from), to, person }] : [];
  });
  const here = spans.findIndex((one) => one.from <= until && one.to > until);
  const now = spans[here];
  const next = spans[here + 1];
  if (trainee === undefined || now === undefined || next === undefined) return spans;
  if (until - now.from < 30 * minute) return spans.with(here, { ...now, person: trainee });
  const change = Math.floor(until / (5 * minute)) * 5 * minute + 5 * minute;
  const short = now.to - change < 2 * hour;
  const own = { from: change, to: short ? next.to : now.to, person: trainee };
  return spans.toSpliced(here, short ? 2 : 1, { ...now, to: change }, own);
}

/** A shift that is kept, or may be begun soon. Instants are milliseconds since 1970. */
export interface DeskShift {
  readonly id: string;
  readonly version: number;
  /** Desk and role. */
  readonly place: string;
  readonly state: ShiftState;
  readonly from: number;
  readonly to: number;
  readonly person: string;
  readonly taker: string | null;
  readonly handedAt: number | null;
}

export type DeskStep =
  | { readonly act: 'sign_on' | 'take_back' | 'confirm'; readonly shift: DeskShift; readonly by: string }
  | { readonly act: 'hand_over'; readonly shift: DeskShift; readonly by: string; readonly to: string };

/** So long before the end the note is written; so long the next one reads it. */
const noteBefore = 10 * minute;
const reading = 2 * minute;

/**
 * What those who keep desks do now. Whoever is no colleague is waited for: with the note for them if they come next, with
 * their own note if they go.
 */
export function deskStepsAt(
  shifts: readonly DeskShift[],
  now: number,
  isColleague: (person: string) => boolean,
): DeskStep[] {
  const places = Map.groupBy(shifts, ({ place }) => place);
  return [...places.values()].flatMap((here): DeskStep[] => {
    const active = here.find(({ state }) => state !== 'planned');
    const coming = here
      .filter((one) => one.state === 'planned' && one.person !== active?.person && one.to > now)
      .toSorted((a, b) => a.from - b.from);
    const begun = coming.find((one) => one.from <= now && isColleague(one.person));
    if (active === undefined)
      return begun === undefined ? [] : [{ act: 'sign_on', shift: begun, by: begun.person }];
    const { person, taker, state } = active;
    if (state === 'handing_over') {
      if (taker !== null && isColleague(taker))
        return now - (active.handedAt ?? now) < reading ? [] : [{ act: 'confirm', shift: active, by: taker }];
      const stays = begun === undefined || !isColleague(person);
      return stays ? [] : [{ act: 'take_back', shift: active, by: person }];
    }
    const [next] = coming;
    if (next === undefined || !isColleague(person) || active.to - now > noteBefore) return [];
    return next.from - now > noteBefore
      ? []
      : [{ act: 'hand_over', shift: active, by: person, to: next.person }];
  });
}
