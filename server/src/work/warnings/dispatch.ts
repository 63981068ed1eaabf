import type { Tx } from '../../ground/db/index.ts';

export interface ReceivingUnit {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly place: string;
}

/** Who may receive warnings here, and which places exist: read once for a batch. */
export interface District {
  readonly county: string;
  readonly units: readonly ReceivingUnit[];
  /** Those of the asked places, and their ancestors, that exist. */
  readonly places: ReadonlySet<string>;
}

/** Nothing is dispatched. */
export const nowhere: District = { county: '', units: [], places: new Set() };

export interface Destination {
  readonly unit: ReceivingUnit;
  /** Inside the county: the nearest existing place; otherwise the county itself. */
  readonly place: string;
  /** Set when the place lies outside the county. */
  readonly outside?: string;
}

/** @throws RangeError when the installation has no county or no anti-fraud centre yet (first set-up makes both) */
export async function readDistrict(tx: Tx, asked: readonly string[]): Promise<District> {
  const { rows } = await tx.query<{ county: string | null; units: ReceivingUnit[]; places: string[] }>({
    name: 'read-district',
    text: `SELECT (SELECT county_code FROM installation) AS county,
                  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'kind', kind, 'place', place_code)
                                             ORDER BY code), '[]')
                   FROM unit WHERE kind IN ('police_station', 'anti_fraud_center') AND closed_at IS NULL) AS units,
                  ARRAY(SELECT code FROM place WHERE code = ANY ($1)) AS places`,
    values: [[...new Set(asked.flatMap(withAncestors))]],
  });
  const { county, units, places } = rows[0] ?? { county: null, units: [], places: [] };
  if (county === null) throw new RangeError('the installation has no county yet');
  return { county, units, places: new Set(places) };
}

/**
 * The station with the longest matching place, else the county's anti-fraud centre (practice.md W3). A station seated
 * at the county itself has no township of its own and gets nothing by place.
 */
export function destinationOf(place: string | undefined, { county, units, places }: District): Destination {
  const centre = units.find((u) => u.kind === 'anti_fraud_center');
  if (centre === undefined) throw new RangeError('the county has no anti-fraud centre');
  if (place === undefined) return { unit: centre, place: county };
  if (!place.startsWith(county)) return { unit: centre, place: county, outside: place };
  const known = withAncestors(place).findLast((code) => code.startsWith(county) && places.has(code));
  const stations = units.filter(
    (u) => u.kind === 'police_station' && u.place.length > county.length && place.startsWith(u.place),
  );
  const [nearest] = stations.toSorted((a, b) => b.place.length - a.place.length);
  return { unit: nearest ?? centre, place: known ?? county };
}

/** The code itself and every place above it, province first: 2, 4, 6, 9, 12 digits. */
function withAncestors(code: string): string[] {
  return [2, 4, 6, 9, 12].filter((length) => length <= code.length).map((length) => code.slice(0, length));
}
