import { openKnownLists } from '../facts/links/index.ts';
import type { CheckedLine } from '../facts/signals/index.ts';
import type { Decision } from '../flows/decide-signals.ts';
import { openSignalIntake, type SignalIntake } from '../flows/signal-intake.ts';
import type { Db } from '../ground/db/index.ts';
import { type Disk, DiskFull } from '../ground/disk/index.ts';
import { atTurnsEnd } from '../ground/http/index.ts';
import type { Params } from '../ground/params/index.ts';
import type { SignalCount, Telemetry } from '../ground/telemetry/index.ts';
import type { Vault } from '../ground/vault/index.ts';
import { defaultTextModel, type Judges, openTextJudge } from '../work/deciding/index.ts';

/**
 * The way in for signals. Opened by `serve` and by commands alike; `db` is one with a pipeline. Only the making of a drill
 * has a clock of its own.
 */
export function openIntake(
  ground: { db: Db; params: Params; vault: Vault } & Judges,
  clock?: () => Date,
): SignalIntake {
  const { db, params, vault, texts, lists } = ground;
  return openSignalIntake({ db, params, vault, texts, lists }, clock);
}

/** The model of the product, and the known lists of this database; to be closed. */
export async function openJudges(ground: { db: Db; vault: Vault }): Promise<Judges> {
  const [texts, lists] = await Promise.all([defaultTextModel().then(openTextJudge), openKnownLists(ground)]);
  return { texts, lists };
}

/**
 * Takes nothing while the disk is below its floor, so that nothing is answered that could not be kept.
 * @throws DiskFull from `take`, besides what the intake throws
 */
export function guardIntake(intake: SignalIntake, disk: Disk): SignalIntake {
  return {
    drained: () => intake.drained(),
    async take(lines, sender) {
      if (disk.state() === 'full') throw new DiskFull();
      return intake.take(lines, sender);
    },
    async decide(submissions) {
      if (disk.state() === 'full') throw new DiskFull();
      return intake.decide(submissions);
    },
  };
}

/** Counts what was taken, once for each request. */
export function countIntake(intake: SignalIntake, telemetry: Telemetry): SignalIntake {
  const count = atTurnsEnd<[Lines, readonly Decision[], seconds: number]>((all) => {
    for (const [lines, decisions, seconds] of all)
      telemetry.batch(lines.length, seconds, countOf(lines, decisions));
  });
  return {
    drained: () => intake.drained(),
    take: (lines, sender) => counted(lines, () => intake.take(lines, sender)),
    decide: (submissions) => counted(submissions, () => intake.decide(submissions)),
  };

  async function counted(lines: Lines, decide: () => Promise<Decision[]>): Promise<Decision[]> {
    const began = performance.now();
    const decisions = await decide();
    count([lines, decisions, (performance.now() - began) / 1_000]);
    return decisions;
  }
}

type Lines = readonly Pick<CheckedLine, 'signal'>[];

/** One small table for a request, whatever its size. */
function countOf(lines: Lines, decisions: readonly Decision[]): SignalCount[] {
  const counts: Record<string, Record<string, number>> = {};
  for (let at = 0; at < lines.length; at++) {
    const { kind } = lines[at]!.signal;
    const { status } = decisions[at]!;
    counts[kind] ??= {};
    const ofKind = counts[kind];
    ofKind[status] = (ofKind[status] ?? 0) + 1;
  }
  return Object.entries(counts).flatMap(([kind, ofKind]) =>
    Object.entries(ofKind).map(([status, count]) => ({ kind, status, count })),
  );
}
