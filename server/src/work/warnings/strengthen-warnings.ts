import type { WarningState } from '@lanzha/contract';
import { type Tx, together } from '../../ground/db/index.ts';
import { appendEvidence, eachOnce } from './append-evidence.ts';
import { before, type StepToWrite, writeSteps } from './change.ts';
import { clocksFor } from './clocks.ts';
import type { WarningsDeps } from './desk.ts';
import { type District, destinationOf, readDistrict } from './dispatch.ts';
import { levelOf, placeOf } from './judged.ts';
import { knownOf, maskSubject } from './masking.ts';
import type { OpenWarning } from './open-warnings.ts';
import { isSecondOpen } from './other-warnings.ts';
import { CrossedBatches, type Raise, type Raised } from './raise.ts';
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
  open: readonly OpenWarning[],
): { known: Strengthening[]; fresh: Raise[] } {
  const byPerson = new Map(open.map((w) => [w.person, w]));
  const known: Strengthening[] = [];
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

export async function strengthenWarnings(
  tx: Tx,
  deps: WarningsDeps,
  known: readonly Strengthening[],
  now: Date,
): Promise<Map<string, Raised>> {
  if (known.length === 0) return new Map();
  const rules: Rules = {
    now,
    silence: deps.params.milliseconds('episode.silence', now),
    clocksFor: (level) => clocksFor(deps.params, levelAt(level), now),
  };
  const district = await readDistrictFor(tx, known);
  const steps: StepToWrite[] = [];
  for (const each of known) {
    const step = strengthened(each, rules);
    steps.push(...each.merged.map((w) => mergedInto(each.target, w, now)));
    if (step !== undefined)
      steps.push(await withSubject(tx, deps, withPlace(step, each, district), each, now));
  }
  await together(
    writeSteps(tx, deps, steps, now).catch((error) => {
      throw isSecondOpen(error) ? new CrossedBatches('the person got an open warning meanwhile') : error;
    }),
    appendEvidence(
      tx,
      deps.vault,
      known.flatMap(({ raise, target }) =>
        eachOnce(raise.judgements.map((j) => ({ ...j, warningId: target.id, level: levelOf(j) }))),
      ),
      now,
    ),
  );
  return new Map(known.map(({ raise, target }) => [raise.person, raisedOf(target, steps)]));
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

async function readDistrictFor(tx: Tx, known: readonly Strengthening[]): Promise<District | undefined> {
  const places = known.filter(isUnplaced).flatMap(({ raise }) => placeOf(raise) ?? []);
  return places.length === 0 ? undefined : readDistrict(tx, places);
}

function withPlace(step: StepToWrite, each: Strengthening, district: District | undefined): StepToWrite {
  const { target, raise } = each;
  if (district === undefined || !isUnplaced(each) || target.place_code !== district.county) return step;
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
