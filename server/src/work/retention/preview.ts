import { type RetentionPreview, retentionKinds } from '@lanzha/contract';
import { countReceipts, countSignalsUnder } from '../../facts/signals/index.ts';
import type { Tx } from '../../ground/db/index.ts';
import type { Params } from '../../ground/params/index.ts';
import { slicesUpTo } from '../../ground/vault/index.ts';
import { countIdleSubjects } from '../deciding/index.ts';
import { countNotesUnder, notesPurpose } from '../shifts/index.ts';
import { countDueWarnings } from '../warnings/index.ts';
import { isDayHeld } from './forget-notes.ts';
import { dayOf, daysAfter, destroyedOn, keepingTimes, lastDayOlderThan, parameterOf } from './rules.ts';

type Due = RetentionPreview['due'][number];

/** What will be forgotten within `days`, by kind and day; nothing about anybody. */
export async function previewRetention(
  tx: Tx,
  params: Params,
  now: Date,
  days: number,
): Promise<RetentionPreview> {
  const upTo = daysAfter(now, days);
  const due = [
    ...(await dueSignals(tx, params, now, upTo)),
    ...(await dueWarnings(tx, params, now, upTo)),
    ...(await dueSubjects(tx, params, now)),
    ...(await dueNotes(tx, params, now, upTo)),
    ...(await dueReceipts(tx, params, now, upTo)),
  ];
  const { rows } = await tx.query<{ last: Date; paused: Date | null }>(
    'SELECT last_run_at AS last, paused_at AS paused FROM retention_state',
  );
  const { last, paused } = rows[0] ?? { last: null, paused: null };
  return {
    asOf: now.toISOString(),
    lastRunAt: last?.toISOString() ?? null,
    paused:
      paused === null || last === null
        ? null
        : { at: paused.toISOString(), lastActivity: last.toISOString() },
    rules: await readRules(tx, params, now),
    due: due.toSorted((a, b) => a.day.localeCompare(b.day)),
  };
}

async function dueSignals(tx: Tx, params: Params, now: Date, upTo: Date): Promise<Due[]> {
  const kept = params.milliseconds(parameterOf.signals, now);
  const slices = await slicesUpTo(tx, 'signals', lastDayOlderThan(upTo, kept), dayOf(now));
  const again = await slicesUpTo(tx, 'signals.until', dayOf(upTo), dayOf(now));
  const all = [
    ...slices.map(({ id, day }) => ({ id, day: destroyedOn(day, kept) })),
    ...again.map(({ id, day }) => ({ id, day })),
  ];
  const counts = await countSignalsUnder(
    tx,
    all.map(({ id }) => id),
    now,
  );
  return all.flatMap(({ id, day }) => {
    const counted = counts.get(id);
    return counted === undefined
      ? []
      : [{ kind: 'signals' as const, day: notBefore(day, now), count: counted.count, held: counted.held }];
  });
}

async function dueWarnings(tx: Tx, params: Params, now: Date, upTo: Date): Promise<Due[]> {
  const rows = await countDueWarnings(tx, now, keepingTimes(params, now), upTo);
  return rows.map(({ falseAlarm, day, count, held }) => ({
    kind: falseAlarm ? 'warnings.false' : 'warnings.effective',
    day,
    count,
    held,
  }));
}

/** Looking at every row would take long: of a very large table only a part is counted. */
const lookedAt = 20_000;

async function dueSubjects(tx: Tx, params: Params, now: Date): Promise<Due[]> {
  const since = new Date(now.getTime() - params.milliseconds(parameterOf.subjects, now));
  const count = await countIdleSubjects(tx, since, lookedAt);
  return count === 0 ? [] : [{ kind: 'subjects', day: dayOf(now), count, held: 0 }];
}

async function dueNotes(tx: Tx, params: Params, now: Date, upTo: Date): Promise<Due[]> {
  const kept = params.milliseconds(parameterOf.notes, now);
  const slices = await slicesUpTo(tx, notesPurpose, lastDayOlderThan(upTo, kept), dayOf(now));
  const counts = await countNotesUnder(
    tx,
    slices.map(({ id }) => id),
  );
  const due: Omit<Due, 'kind'>[] = [];
  for (const { id, day } of slices) {
    const count = counts.get(id) ?? 0;
    const held = (await isDayHeld(tx, day, now)) ? count : 0;
    due.push({ day: destroyedOn(day, kept), count, held });
  }
  return byDay('notes', due, now);
}

async function dueReceipts(tx: Tx, params: Params, now: Date, upTo: Date): Promise<Due[]> {
  const kept = params.milliseconds(parameterOf.receipts, now);
  const days = await countReceipts(tx, new Date(upTo.getTime() - kept), now);
  return byDay(
    'receipts',
    days.map(({ day, ...counted }) => ({ day: destroyedOn(day, kept), ...counted })),
    now,
  );
}

/** One row for each day; what is overdue counts on today. */
function byDay(kind: Due['kind'], rows: readonly Omit<Due, 'kind'>[], now: Date): Due[] {
  const days = new Map<string, Due>();
  for (const { day: on, count, held } of rows.filter((row) => row.count > 0)) {
    const day = notBefore(on, now);
    const before = days.get(day);
    days.set(day, { kind, day, count: count + (before?.count ?? 0), held: held + (before?.held ?? 0) });
  }
  return [...days.values()];
}

const notBefore = (day: string, now: Date) => (day < dayOf(now) ? dayOf(now) : day);

async function readRules(tx: Tx, params: Params, now: Date): Promise<RetentionPreview['rules']> {
  const versions = retentionKinds.map((kind) => params.value(parameterOf[kind], now));
  const { rows } = await tx.query<{ id: number; basis: string }>(
    'SELECT id, legal_basis AS basis FROM rule_param WHERE id = ANY ($1)',
    [versions.map(({ id }) => id)],
  );
  return retentionKinds.map((kind) => {
    const { id } = params.value(parameterOf[kind], now);
    return {
      kind,
      days: params.milliseconds(parameterOf[kind], now) / 86_400_000,
      basis: rows.find((row) => row.id === id)?.basis ?? '',
    };
  });
}
