import { eachFeature } from './features.ts';
import { lettersOf } from './letters.ts';
import { Vocabulary } from './ngrams.ts';

/** Rows of a sparse matrix: row r has the features `index[start[r]] …` with their values, of length 1 each. */
export interface Rows {
  readonly start: Int32Array;
  readonly index: Int32Array;
  readonly value: Float32Array;
}

/** What the features of a corpus are and how much each says: the rarer and the more one-sided among the labels, the more. */
export interface Features {
  readonly hashes: Int32Array;
  readonly worth: Float32Array;
}

type Counts = Map<number, number>;

export function countFeatures(text: string): Counts {
  const counts: Counts = new Map();
  eachFeature(lettersOf(text), (hash) => counts.set(hash, (counts.get(hash) ?? 0) + 1));
  return counts;
}

/** Features in at least `fewest` texts; `truth` is the number of each text's label, of `labels` there are. */
export function chooseFeatures(
  texts: readonly Counts[],
  fewest: number,
  truth: Int32Array,
  labels: number,
): Features {
  const holding = new Map<number, Uint32Array>();
  const sizes = new Uint32Array(labels);
  texts.forEach((counts, row) => {
    const label = truth[row]!;
    sizes[label]!++;
    for (const hash of counts.keys()) {
      const seen = holding.get(hash) ?? new Uint32Array(labels);
      seen[label]!++;
      holding.set(hash, seen);
    }
  });
  // Commonest first: what every text has lies close together in memory.
  const kept = [...holding]
    .map(([hash, seen]) => ({ hash, seen, count: seen.reduce((a, b) => a + b) }))
    .filter(({ count }) => count >= fewest)
    .sort((a, b) => b.count - a.count || a.hash - b.hash);
  return {
    hashes: Int32Array.from(kept, ({ hash }) => hash),
    worth: Float32Array.from(
      kept,
      ({ seen, count }) =>
        (Math.log((1 + texts.length) / (1 + count)) + 1) * Math.sqrt(oneSided(seen, count, sizes) + 0.05),
    ),
  };
}

/** The largest of the log odds ratios of holding a feature, each label against the others; 0 where all hold it alike. */
function oneSided(seen: Uint32Array, count: number, sizes: Uint32Array): number {
  const texts = sizes.reduce((a, b) => a + b);
  return seen.reduce((most, inside, label) => {
    const share = (inside + 1) / (sizes[label]! + 2);
    const elsewhere = (count - inside + 1) / (texts - sizes[label]! + 2);
    return Math.max(most, Math.abs(Math.log(share / elsewhere)));
  }, 0);
}

/** Sublinear counts times worth, each row scaled to length 1. */
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
      const weight = (1 + Math.log(count)) * features.worth[number]!;
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
