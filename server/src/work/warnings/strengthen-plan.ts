import { before, type Changes, type StepToWrite } from './change.ts';
import { type Clocks, earlier } from './clocks.ts';
import { type Judged, summaryOf } from './evidence-summary.ts';
import { fraudTypeOf, instructedDue, judgedOf } from './judged.ts';
import { afterNewDanger } from './lifecycle.ts';
import type { OpenWarning } from './open-warnings.ts';
import type { Raise } from './raise.ts';
import { levelAt, type WarningRow } from './row.ts';

/** New evidence for an open warning, and other open warnings that turn out to be the same person's. */
export interface Strengthening<T extends OpenWarning = OpenWarning> {
  readonly raise: Raise;
  readonly target: T;
  readonly merged: readonly T[];
}

export interface Rules {
  /** `episode.silence` in milliseconds. */
  readonly silence: number;
  readonly now: Date;
  clocksFor(level: number): Clocks;
}

/**
 * What evidence does to an open warning. The level rises, never falls. When it rises, or after a silence that ended the
 * episode, the clocks are set again from now; a person who had been reached by then is in new danger, so the work goes
 * back to whoever signed. Plain evidence changes no clock. undefined when nothing is new.
 */
export function strengthened(each: Strengthening, rules: Rules): StepToWrite | undefined {
  const { raise, target, merged } = each;
  const judged = judgedOf(raise);
  const recognised = target.person !== raise.person;
  if (judged.length === 0 && merged.length === 0 && !recognised) return undefined;
  const sum = summaryOf([asJudged(target), ...merged.map(asJudged), ...judged]);
  const rises = sum.level < target.level;
  const silent = judged.some((j) => j.at.getTime() - target.last_evidence_at.getTime() > rules.silence);
  const clocks = rises || silent ? rules.clocksFor(sum.level) : undefined;
  const work = workOf(target, clocks, instructedDue(raise), merged);
  const changes: Changes = {
    ...work,
    person: raise.person,
    level: sum.level,
    score: sum.score,
    reasons: sum.reasons,
    last_evidence_at: sum.lastEvidenceAt,
    evidence_count:
      target.evidence_count + judged.length + merged.reduce((total, w) => total + w.evidence_count, 0),
    fraud_type: (rises ? fraudTypeOf(raise) : null) ?? target.fraud_type ?? fraudTypeOf(raise),
  };
  const restarted = {
    ...(silent || (rises && target.contacted_at !== null) ? { round: 'new' } : {}),
    ...clocks?.params,
  };
  const undone = Object.keys(work).length === 0 ? undefined : before(target, work);
  const entries: StepToWrite['entries'] = [
    ...(judged.length > 0 || recognised ? [evidenceEntry(each, judged, silent)] : []),
    ...(merged.length > 0 ? [mergeEntry(merged)] : []),
  ];
  const [first, ...rest] = entries;
  const absorbed = merged.map((each) => each.id);
  if (!rises && first !== undefined)
    return {
      row: target,
      changes,
      absorbed,
      entries: [{ ...first, detail: { ...first.detail, ...restarted }, before: undone }, ...rest],
    };
  const raising = {
    act: 'raise',
    actor: null,
    detail: { from: levelAt(target.level), to: levelAt(sum.level), ...restarted },
    before: undone ?? {},
  } as const;
  return { row: target, changes, absorbed, entries: [...entries, raising] };
}

type StepEntry = StepToWrite['entries'][number];

function evidenceEntry(
  { raise, target }: Strengthening,
  judged: readonly Judged[],
  silent: boolean,
): StepEntry {
  return {
    act: 'evidence',
    actor: null,
    note: silent ? '新的一轮' : undefined,
    detail: {
      evidence: String(judged.length),
      score: String(Math.max(0, ...judged.map((j) => j.score))),
      sender: raise.unitOfKey,
      ...(target.person === raise.person ? {} : { identified: 'stronger' }),
    },
  };
}

const mergeEntry = (merged: readonly OpenWarning[]): StepEntry => ({
  act: 'merge',
  actor: null,
  detail: { others: merged.map((w) => w.id).join(','), otherNos: merged.map((w) => w.no).join('、') },
});

/** A warning that turned out to be the same person's: ends as a duplicate, and can be taken out again. */
export function mergedInto(target: WarningRow, merged: WarningRow, now: Date): StepToWrite {
  const changes: Changes = { state: 'closed', outcome: 'duplicate', closed_at: now, merged_into: target.id };
  const entry = {
    act: 'merge',
    actor: null,
    detail: { into: target.id, intoNo: String(target.no) },
    before: before(merged, changes),
  } as const;
  return { row: merged, changes, entries: [entry] };
}

/** State and clocks that change; empty when none does. Of duties that turn out to be one, the tighter time stays. */
function workOf(
  target: WarningRow,
  fresh: Clocks | undefined,
  due: Date | null,
  merged: readonly WarningRow[],
): Changes {
  const restarts = fresh !== undefined && target.contacted_at !== null;
  const state = restarts ? afterNewDanger[target.state] : target.state;
  const contactedAt = restarts ? null : target.contacted_at;
  const metAt = restarts ? null : target.met_at;
  const meeting = restarts ? fresh.meetDue : earlier(target.meet_due, fresh?.meetDue ?? null);
  const ours = restarts ? fresh.contactDue : earlier(target.contact_due, fresh?.contactDue ?? null);
  const next: Changes = {
    state,
    contacted_at: contactedAt,
    met_at: metAt,
    contact_due: contactedAt === null ? tightest(ours, due, ...owed(merged, 'contact')) : target.contact_due,
    meet_due: metAt === null ? tightest(meeting, ...owed(merged, 'meet')) : target.meet_due,
  };
  return Object.fromEntries(
    Object.entries(next).filter(([key, value]) => !same(value, target[key as keyof Changes])),
  );
}

const tightest = (...dues: (Date | null)[]) => dues.reduce(earlier, null);

const owed = (merged: readonly WarningRow[], duty: 'contact' | 'meet') =>
  merged.map((each) =>
    each[duty === 'contact' ? 'contacted_at' : 'met_at'] === null ? each[`${duty}_due`] : null,
  );

const same = (a: unknown, b: unknown) =>
  a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;

const asJudged = (row: WarningRow): Judged => ({
  level: row.level,
  score: row.score,
  reasons: row.reasons,
  at: row.last_evidence_at,
});
