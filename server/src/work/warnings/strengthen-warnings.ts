import type { WarningState } from '@lanzha/contract';
import { givingAll, givingNothing, type Tx } from '../../ground/db/index.ts';
import { appendingEvidence, eachOnce } from './append-evidence.ts';
import { before, type StepToWrite, writingSteps } from './change.ts';
import { clocksFor } from './clocks.ts';
import type { Raising } from './create-warnings.ts';
import type { WarningsDeps } from './desk.ts';
import { type District, destinationOf } from './dispatch.ts';
import { levelOf, placeOf } from './judged.ts';
import { knownOf, maskSubject } from './masking.ts';
import type { LentOpenWarning, OpenWarning } from './open-warnings.ts';
import type { Raise, Raised } from './raise.ts';
import { levelAt } from './row.ts';
import { mergedInto, type Rules, type Strengthening, strengthened } from './strengthen-plan.ts';
import { knownBefore, sealSubject } from './subject.ts';

const progress: readonly WarningState[] = [
  'new',
  'dispatched',
  'signed',
  'contacting',
  'contacted',
  'met',
  'closed',
];

/**
 * Which open warning takes each raise. The person's own one; else, when only weaker identifiers had one, the one whose
 * work is furthest takes the person. The others of the same person merge into it.
 */
export function groupByWarning(
  raises: readonly Raise[],
  open: readonly LentOpenWarning[],
): { known: Strengthening<LentOpenWarning>[]; fresh: Raise[] } {
  const byPerson = new Map(open.map((w) => [w.person, w]));
  const known: Strengthening<LentOpenWarning>[] = [];
  const fresh: Raise[] = [];
  for (const raise of raises) {
    const own = byPerson.get(raise.person);
    const others = raise.absorb
      .flatMap((person) => byPerson.get(person) ?? [])
      .filter((w) => w !== own && !w.separated)
      .sort((a, b) => progress.indexOf(b.state) - progress.indexOf(a.state) || a.no - b.no);
    const target = own ?? others[0];
    if (target !== undefined) known.push({ raise, target, merged: others.filter((w) => w !== target) });
    else if (raise.judgements.length > 0) fresh.push(raise);
    for (const taken of others) byPerson.delete(taken.person);
  }
  return { known, fresh };
}

/** To give each of these warnings what is new. @throws SteppedTwice */
export async function strengtheningWarnings(
  tx: Tx,
  deps: WarningsDeps,
  known: readonly Strengthening<LentOpenWarning>[],
  district: District,
  now: Date,
): Promise<Raising> {
  if (known.length === 0) return { raised: new Map(), writing: givingNothing };
  const rules: Rules = {
    now,
    silence: deps.params.milliseconds('episode.silence', now),
    clocksFor: (level) => clocksFor(deps.params, levelAt(level), now),
  };
  const steps: StepToWrite[] = [];
  for (const each of known) {
    const step = strengthened(each, rules);
    steps.push(...each.merged.map((w) => mergedInto(each.target, w, now)));
    if (step !== undefined)
      steps.push(await withSubject(tx, deps, withPlace(step, each, district), each, now));
  }
  const rows = known.flatMap(({ target, merged }) => [target, ...merged]);
  const borrowers = new Map(rows.map(({ id, borrowers }) => [id, borrowers]));
  const evidence = known.flatMap(({ raise, target }) =>
    eachOnce(raise.judgements.map((j) => ({ ...j, warningId: target.id, level: levelOf(j) }))),
  );
  return {
    raised: new Map(known.map(({ raise, target }) => [raise.person, raisedOf(target, steps)])),
    writing: givingAll(
      await writingSteps(tx, deps, steps, borrowers, now),
      await appendingEvidence(tx, deps.vault, evidence, now),
    ),
  };
}

function raisedOf(target: OpenWarning, steps: readonly StepToWrite[]): Raised {
  const changed = steps.find((step) => step.row === target)?.changes.level;
  return {
    warningId: target.id,
    created: false,
    level: levelAt(typeof changed === 'number' ? changed : target.level),
  };
}

/** Lies at the county only because nobody knew the place, and nobody has taken it in hand yet. */
const isUnplaced = ({ raise, target }: Strengthening) =>
  (target.state === 'new' || target.state === 'dispatched') && !target.placed && placeOf(raise) !== undefined;

function withPlace(step: StepToWrite, each: Strengthening, district: District): StepToWrite {
  const { target, raise } = each;
  if (!isUnplaced(each) || target.place_code !== district.county) return step;
  const to = destinationOf(placeOf(raise), district);
  if (to.place === target.place_code && to.unit.id === target.unit_id) return step;
  const changes = { place_code: to.place, unit_id: to.unit.id };
  const entry = {
    act: 'dispatch',
    actor: null,
    detail: { unit: to.unit.id, unitName: to.unit.name, place: to.place },
    before: before(target, changes),
  } as const;
  return { ...step, changes: { ...step.changes, ...changes }, entries: [...step.entries, entry] };
}

/** Signals may tell more of the person than was known; what is known already stays. */
async function withSubject(
  tx: Tx,
  { vault }: WarningsDeps,
  step: StepToWrite,
  { target, raise }: Strengthening,
  now: Date,
): Promise<StepToWrite> {
  const told = knownOf(raise.judgements.map(({ signal }) => signal.subject));
  const gains = (Object.keys(told) as (keyof typeof told)[]).some(
    (key) => told[key] !== undefined && target.subject_masked[key] === null,
  );
  if (!gains) return step;
  const plain = await knownBefore(tx, vault, target);
  const subject = knownOf([plain, told]);
  const { keyId, sealed } = await sealSubject(tx, vault, target.id, subject, now);
  return {
    ...step,
    changes: {
      ...step.changes,
      key_id: keyId,
      subject_sealed: `\\x${sealed.toString('hex')}`,
      subject_masked: maskSubject(subject),
    },
  };
}
