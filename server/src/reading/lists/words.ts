import type { ListRow } from '@lanzha/contract';
import type { Tx } from '../../ground/db/index.ts';
import type { Filter } from '../../work/warnings/index.ts';

/** What free words of a filter turned out to mean. */
export type Sought =
  | { readonly number: string }
  | {
      readonly word: string;
      /** Warnings that hold the word; null when there are too many to name. */
      readonly ids: readonly string[] | null;
      readonly units: readonly string[];
      readonly places: readonly string[];
    };

/** A word of more warnings than this is common enough to be met while reading. */
export const mostNamed = 10_000;

/**
 * Looks words up before the list is read: a number, or by index the warnings, units and places that hold the word. A single
 * character is a surname.
 */
export async function seek(tx: Tx, q: string, most = mostNamed): Promise<Sought> {
  const number = /^(?:no\.?|#|№)?\s*(\d{1,15})$/i.exec(q.normalize('NFKC'))?.[1];
  if (number !== undefined) return { number };
  const { rows } = await tx.query<{ ids: string[] | null; units: string[]; places: string[] }>({
    name: 'seek-words',
    text: `SELECT find_warning_words($1, $2) AS ids,
             ARRAY(SELECT id FROM unit WHERE length($1) > 1 AND strpos(lower(name), lower($1)) > 0) AS units,
             ARRAY(SELECT code FROM place WHERE length($1) > 1 AND strpos(lower(name), lower($1)) > 0) AS places`,
    values: [q, most],
  });
  return { word: q, ids: null, units: [], places: [], ...rows[0] };
}

const spelt = 'warning_words(w.subject_masked, w.reasons, w.source)';

export function addSought(where: Filter, sought: Sought): void {
  if ('number' in sought) {
    where.and(`w.no = ${where.value(sought.number)}::bigint`);
    return;
  }
  const { word, ids, units, places } = sought;
  const ways: string[] = [];
  if (ids !== null) ways.push(`w.id = ANY (${where.value(ids)}::uuid[])`);
  else if ([...word].length === 1) ways.push(`left(${spelt}, 1) = lower(${where.value(word)})`);
  else ways.push(`strpos(${spelt}, lower(${where.value(word)})) > 0`);
  if (units.length > 0) ways.push(`w.unit_id = ANY (${where.value(units)}::uuid[])`);
  if (places.length > 0) ways.push(`w.place_code = ANY (${where.value(places)}::text[])`);
  where.and(`(${ways.join(' OR ')})`);
}

/**
 * Whether the words still stand in what is shown. A name that became known after the words were stored is masked when they
 * are read: a row that was found by such a name is left out, or words would tell whom a warning is about.
 */
export function stillFound({ subject, headline, source, unit, place }: ListRow, sought: Sought): boolean {
  if ('number' in sought) return true;
  const word = sought.word.toLowerCase();
  const shown = [subject.name ?? '', headline, source, unit.name, place.name];
  return shown.some((text) => text.toLowerCase().includes(word));
}
