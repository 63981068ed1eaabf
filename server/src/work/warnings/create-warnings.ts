import { type Giving, giving, givingAll, givingNothing, type Tx } from '../../ground/db/index.ts';
import { publishing } from '../../ground/live/index.ts';
import { maskText } from '../../ground/vault/index.ts';
import { appendingEvidence, eachOnce } from './append-evidence.ts';
import { clocksFor, earlier as earlierOf } from './clocks.ts';
import type { WarningsDeps } from './desk.ts';
import { type Destination, type District, destinationOf } from './dispatch.ts';
import { summaryOf } from './evidence-summary.ts';
import { startingWarningClocks } from './follow-clocks.ts';
import { appendingHistory, type Entry } from './history.ts';
import { fraudTypeOf, instructedDue, judgedOf, levelOf, placeOf } from './judged.ts';
import { knownOf, maskSubject, storable } from './masking.ts';
import type { Raise, Raised } from './raise.ts';
import type { RaiseGround } from './raise-ground.ts';
import { levelAt } from './row.ts';
import { sealSubject } from './subject.ts';

/** What becomes of persons, and the statements that make it so. */
export interface Raising {
  readonly raised: ReadonlyMap<string, Raised>;
  readonly writing: Giving<unknown>;
}

/**
 * To create and dispatch a warning for each raise. Fails with a unique violation of `warning_one_open` when a person got an open
 * warning meanwhile: nothing is written then.
 */
export async function creatingWarnings(
  tx: Tx,
  deps: WarningsDeps,
  raises: readonly Raise[],
  { ids, lastPlaces }: Pick<RaiseGround, 'ids' | 'lastPlaces'>,
  district: District,
  now: Date,
): Promise<Raising> {
  if (raises.length === 0) return { raised: new Map(), writing: givingNothing };
  const drafts: Draft[] = [];
  for (const [index, raise] of raises.entries()) {
    const place = placeOf(raise) ?? lastPlaces.get(raise.person);
    drafts.push(await draftOf(tx, deps, { raise, id: ids[index]!, place }, district, now));
  }
  const writing = givingAll(
    insertingWarnings(drafts, now),
    await appendingEvidence(
      tx,
      deps.vault,
      drafts.flatMap((draft) => draft.evidence),
      now,
    ),
    await appendingHistory(
      tx,
      deps.vault,
      drafts.flatMap((draft) => entriesOf(draft, now)),
    ),
    startingWarningClocks(
      deps.params,
      drafts.map(({ id, level, to, contactDue, clocks }) => ({
        id,
        level,
        state: 'dispatched',
        place_code: to.place,
        unit_id: to.unit.id,
        contact_due: contactDue,
        meet_due: clocks.meetDue,
        contacted_at: null,
        met_at: null,
      })),
      now,
    ),
    publishing(
      drafts.map(({ id, level, to }) => ({
        topic: 'warnings',
        placeCode: to.place,
        unitId: to.unit.id,
        body: { type: 'warning.created', id, level: levelAt(level), at: now.toISOString() } as const,
      })),
    ),
  );
  const raised = drafts.map(
    ({ raise, id, level }) =>
      [raise.person, { warningId: id, created: true, level: levelAt(level) }] as const,
  );
  return { raised: new Map(raised), writing };
}

type Draft = Awaited<ReturnType<typeof draftOf>>;

async function draftOf(
  tx: Tx,
  { vault, params }: WarningsDeps,
  { raise, id, place }: { raise: Raise; id: string; place: string | undefined },
  district: District,
  now: Date,
) {
  const { level, score, reasons, lastEvidenceAt } = summaryOf(judgedOf(raise));
  const subject = knownOf([...raise.judgements, ...raise.earlier].map(({ signal }) => signal.subject));
  const { keyId, sealed } = await sealSubject(tx, vault, id, subject, now);
  const clocks = clocksFor(params, levelAt(level), now);
  const evidence = eachOnce([
    ...raise.earlier.map((e) => ({ ...e, warningId: id, level: null })),
    ...raise.judgements.map((j) => ({ ...j, warningId: id, level: levelOf(j) })),
  ]);
  const to: Destination = destinationOf(place, district);
  return {
    id,
    raise,
    level,
    score,
    reasons,
    lastEvidenceAt,
    evidence,
    clocks,
    to,
    sentPlace: place,
    contactDue: earlierOf(clocks.contactDue, instructedDue(raise)),
    keyId,
    sealed: sealed.toString('base64'),
    masked: maskSubject(subject),
    source: maskText(storable(raise.source)),
  };
}

function insertingWarnings(drafts: readonly Draft[], now: Date): Giving<void> {
  const statement = {
    name: 'insert-warnings',
    text: `INSERT INTO warning (id, person, level, state, fraud_type, score, reasons, source, place_code, unit_id, received_at,
             last_evidence_at, evidence_count, contact_due, meet_due, key_id, subject_sealed, subject_masked)
           SELECT id, person, level, 'dispatched', "fraudType", score, reasons, source, place, unit, $2, "lastEvidenceAt",
                  count, "contactDue", "meetDue", "keyId", decode(sealed, 'base64'), masked
           FROM jsonb_to_recordset($1) AS d (id uuid, person uuid, level smallint, "fraudType" text, score smallint,
             reasons jsonb, source text, place text, unit uuid, "lastEvidenceAt" timestamptz, count integer,
             "contactDue" timestamptz, "meetDue" timestamptz, "keyId" integer, sealed text, masked jsonb)
           ORDER BY person`,
    values: [
      JSON.stringify(
        drafts.map(({ raise, to, evidence, clocks, ...draft }) => ({
          ...draft,
          person: raise.person,
          fraudType: fraudTypeOf(raise),
          place: to.place,
          unit: to.unit.id,
          count: evidence.length,
          meetDue: clocks.meetDue,
        })),
      ),
      now,
    ],
  };
  return giving(statement, () => undefined);
}

function entriesOf({ id, raise, level, score, evidence, clocks, to, sentPlace }: Draft, now: Date): Entry[] {
  const common = { warningId: id, version: 1, at: now, actor: null } as const;
  return [
    {
      ...common,
      act: 'create',
      from: null,
      to: 'new',
      detail: {
        sender: raise.unitOfKey,
        level: levelAt(level),
        score: String(score),
        evidence: String(evidence.length),
      },
    },
    {
      ...common,
      act: 'dispatch',
      from: 'new',
      to: 'dispatched',
      detail: {
        unit: to.unit.id,
        unitName: to.unit.name,
        place: to.place,
        ...(to.outside === undefined ? {} : { outside: to.outside }),
        ...(sentPlace === undefined || sentPlace === to.place ? {} : { sentPlace }),
        ...clocks.params,
      },
    },
  ];
}
