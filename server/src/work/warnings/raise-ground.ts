import { type Tx, together, uuidArray } from '../../ground/db/index.ts';
import { type District, nowhere, readDistrict } from './dispatch.ts';
import { placeOf } from './judged.ts';
import { type LentOpenWarning, lockOpenWarnings } from './open-warnings.ts';
import { findQuietPersons, type QuietPersons } from './quiet.ts';
import type { Raise } from './raise.ts';

/** A person whom signals are about, before it is known whether there is an open warning. */
type Concerned = Pick<Raise, 'person' | 'absorb' | 'judgements'>;

/** What raises stand on: read for all of them in one exchange, whichever of it each will need. */
export interface RaiseGround {
  /** What is open of the persons and of those they absorb; held until the transaction ends. */
  readonly open: readonly LentOpenWarning[];
  readonly quiet: QuietPersons;
  /** Enough for new warnings of all, made before the rows: what is sealed is bound to them. */
  readonly ids: readonly string[];
  /** Where the last warning lay of those persons whose signals tell no place. */
  readonly lastPlaces: ReadonlyMap<string, string>;
  /** Tells which of the places exist that signals of now tell. */
  readonly district: District;
}

export async function readRaiseGround(
  tx: Tx,
  concerned: readonly Concerned[],
  now: Date,
): Promise<RaiseGround> {
  const judged = concerned.filter(({ judgements }) => judgements.length > 0);
  const places = judged.map((each) => placeOf({ ...each, earlier: [] }));
  const [open, quiet, ids, lastPlaces, district] = await together(
    lockOpenWarnings(
      tx,
      concerned.flatMap(({ person, absorb }) => [person, ...absorb]),
    ),
    findQuietPersons(tx, judged, now),
    newIds(tx, judged.length),
    findLastPlaces(
      tx,
      judged.filter((_, index) => places[index] === undefined).map(({ person }) => person),
    ),
    judged.length === 0 ? Promise.resolve(nowhere) : readDistrict(tx, told(places)),
  );
  return { open, quiet, ids, lastPlaces, district };
}

/** The district as far as these raises need it: earlier evidence may tell places that those of now do not. */
export async function districtOf(
  tx: Tx,
  { district, lastPlaces }: RaiseGround,
  raises: readonly Raise[],
): Promise<District> {
  const before = raises.filter(({ earlier }) => earlier.length > 0).map(placeOf);
  const more = told(before).filter((place) => !district.places.has(place));
  const known = more.length === 0 ? district.places : (await readDistrict(tx, more)).places;
  // Where a warning lay is a place that exists.
  return { ...district, places: new Set([...district.places, ...known, ...lastPlaces.values()]) };
}

const told = (places: readonly (string | undefined)[]) => places.filter((place) => place !== undefined);

/** Where the last warning of each of these persons lay. */
async function findLastPlaces(tx: Tx, persons: readonly string[]): Promise<Map<string, string>> {
  if (persons.length === 0) return new Map();
  const { rows } = await tx.query<{ person: string; place: string }>({
    name: 'read-last-places',
    text: `SELECT DISTINCT ON (person) person, place_code AS place FROM warning
           WHERE person = ANY ($1) ORDER BY person, received_at DESC`,
    values: [uuidArray(persons)],
  });
  return new Map(rows.map(({ person, place }) => [person, place]));
}

async function newIds(tx: Tx, count: number): Promise<string[]> {
  if (count === 0) return [];
  const { rows } = await tx.query<{ id: string }>({
    name: 'new-warning-ids',
    text: 'SELECT uuidv7() AS id FROM generate_series(1, $1::integer)',
    values: [count],
  });
  return rows.map(({ id }) => id);
}
