import { type Tx, together } from '../../ground/db/index.ts';
import { publish } from '../../ground/live/index.ts';
import { maskText } from '../../ground/vault/index.ts';
import { appendEvidence, eachOnce } from './append-evidence.ts';
import { clocksFor, earlier as earlierOf } from './clocks.ts';
import type { WarningsDeps } from './desk.ts';
import { type Destination, type District, destinationOf, nowhere, readDistrict } from './dispatch.ts';
import { summaryOf } from './evidence-summary.ts';
import { startWarningClocks } from './follow-clocks.ts';
import { appendHistory, type Entry } from './history.ts';
import { fraudTypeOf, instructedDue, judgedOf, levelOf, placeOf } from './judged.ts';
import { knownOf, maskSubject, storable } from './masking.ts';
import type { Raise, Raised } from './raise.ts';
import { levelAt } from './row.ts';
import { sealSubject } from './subject.ts';

/** What new warnings stand on. */
interface Ground {
  /** Enough for all of them, made before the rows: what is sealed is bound to them. */
  readonly ids: readonly string[];
  /** Person → where the person is; none when nobody knows. */
  readonly places: ReadonlyMap<string, string>;
  readonly district: District;
}

/** Read for all that may become warnings. */
export async function groundOf(tx: Tx, raises: readonly Raise[]): Promise<Ground> {
  if (raises.length === 0) return { ids: [], places: new Map(), district: nowhere };
  const told = new Map(raises.map((raise) => [raise.person, placeOf(raise)]));
  const places = [...told].flatMap(([person, place]) =>
    place === undefined ? [] : [[person, place] as const],
  );
  const untold = [...told].flatMap(([person, place]) => (place === undefined ? [person] : []));
  const [ids, last, district] = await together(
    newIds(tx, raises.length),
    lastPlaces(tx, untold),
    readDistrict(
      tx,
      places.map(([, place]) => place),
    ),
  );
  // Where a warning lay is a place that exists.
  const existing = new Set([...district.places, ...last.values()]);
  return { ids, places: new Map([...last, ...places]), district: { ...district, places: existing } };
}

/**
 * Creates and dispatches a warning for each raise. A person who got an open warning from another batch meanwhile is left
 * out of the answer: the caller looks again.
 */
export async function createWarnings(
  tx: Tx,
  deps: WarningsDeps,
  raises: readonly Raise[],
  { ids, places, district }: Ground,
  now: Date,
): Promise<Map<string, Raised>> {
  if (raises.length === 0) return new Map();
  const drafts: Draft[] = [];
  for (const [index, raise] of raises.entries()) {
    const id = ids[index] ?? '';
    drafts.push(await draftOf(tx, deps, { raise, id, place: places.get(raise.person) }, district, now));
  }
  const inserted = await insertWarnings(tx, drafts, now);
  const created = drafts.filter((draft) => inserted.has(draft.id));
  await together(
    appendEvidence(
      tx,
      deps.vault,
      created.flatMap((draft) => draft.evidence),
      now,
    ),
    appendHistory(
      tx,
      deps.vault,
      created.flatMap((draft) => entriesOf(draft, now)),
    ),
    startWarningClocks(
      tx,
      deps.params,
      created.map(({ id, level, to, contactDue, clocks }) => ({
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
    publish(
      tx,
      ...created.map(({ id, level, to }) => ({
        topic: 'warnings',
        placeCode: to.place,
        unitId: to.unit.id,
        body: { type: 'warning.created', id, level: levelAt(level), at: now.toISOString() } as const,
      })),
    ),
  );
  return new Map(
    created.map(({ raise, id, level }) => [
      raise.person,
      { warningId: id, created: true, level: levelAt(level) },
    ]),
  );
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

async function insertWarnings(tx: Tx, drafts: readonly Draft[], now: Date): Promise<Set<string>> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'insert-warnings',
    text: `INSERT INTO warning (id, person, level, state, fraud_type, score, reasons, source, place_code, unit_id, received_at,
             last_evidence_at, evidence_count, contact_due, meet_due, key_id, subject_sealed, subject_masked)
           SELECT id, person, level, 'dispatched', "fraudType", score, reasons, source, place, unit, $2, "lastEvidenceAt",
                  count, "contactDue", "meetDue", "keyId", decode(sealed, 'base64'), masked
           FROM jsonb_to_recordset($1) AS d (id uuid, person uuid, level smallint, "fraudType" text, score smallint,
             reasons jsonb, source text, place text, unit uuid, "lastEvidenceAt" timestamptz, count integer,
             "contactDue" timestamptz, "meetDue" timestamptz, "keyId" integer, sealed text, masked jsonb)
           ORDER BY person
           ON CONFLICT (person) WHERE state <> 'closed' DO NOTHING RETURNING id`,
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
  });
  return new Set(rows.map((row) => row.id));
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

/** Where the last warning of each of these persons lay. */
async function lastPlaces(tx: Tx, persons: readonly string[]): Promise<Map<string, string>> {
  if (persons.length === 0) return new Map();
  const { rows } = await tx.query<{ person: string; place: string }>({
    name: 'read-last-places',
    text: `SELECT DISTINCT ON (person) person, place_code AS place FROM warning
           WHERE person = ANY ($1) ORDER BY person, received_at DESC`,
    values: [persons],
  });
  return new Map(rows.map(({ person, place }) => [person, place]));
}

async function newIds(tx: Tx, count: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'new-warning-ids',
    text: 'SELECT uuidv7() AS id FROM generate_series(1, $1::integer)',
    values: [count],
  });
  return rows.map((row) => row.id);
}
