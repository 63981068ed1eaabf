import { lettersOf } from './letters.ts';
import { eachNgram, Vocabulary } from './ngrams.ts';

/** Rows of a sparse matrix: row r has the features `index[start[r]] …` with their values, of length 1 each. */
export interface Rows {
  readonly start: Int32Array;
  readonly index: Int32Array;
  readonly value: Float32Array;
}

/** What the features of a corpus are and how much each says. */
export interface Features {
  readonly hashes: Int32Array;
  readonly idf: Float32Array;
}

type Counts = Map<number, number>;

export function countNgrams(text: string): Counts {
  const counts: Counts = new Map();
  eachNgram(lettersOf(text), (hash) => counts.set(hash, (counts.get(hash) ?? 0) + 1));
  return counts;
}

/** Features in at least `fewest` texts, with smoothed inverse document frequency. */
export function chooseFeatures(texts: readonly Counts[], fewest: number): Features {
  const frequency: Counts = new Map();
  for (const counts of texts)
    for (const hash of counts.keys()) frequency.set(hash, (frequency.get(hash) ?? 0) + 1);
  // Commonest first: what every text has lies close together in memory.
  const kept = [...frequency]
    .filter(([, count]) => count >= fewest)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return {
    hashes: Int32Array.from(kept, ([hash]) => hash),
    idf: Float32Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
  };
}

/** Sublinear counts times idf, each row scaled to length 1. */
export function toRows(texts: readonly Counts[], features: Features): Rows {
  const vocabulary = new Vocabulary(features.hashes);
  const start = new Int32Array(texts.length + 1);
  const index: number[] = [];
  const value: number[] = [];
  texts.forEach((counts, row) => {
    let squares = 0;
    for (const [hash, count] of counts) {
      const number = vocabulary.numberOf(hash);
      if (number < 0) continue;
      const weight = (1 + Math.log(count)) * features.idf[number]!;
      squares += weight * weight;
      index.push(number);
      value.push(weight);
    }
    const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    for (let at = start[row]!; at < value.length; at++) value[at]! *= scale;
    start[row + 1] = value.length;
  });
  return { start, index: Int32Array.from(index), value: Float32Array.from(value) };
}
