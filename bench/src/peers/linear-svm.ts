/**
 * The peer that the product's classifier is measured against: what one gets from the usual recipe, a linear support vector
 * machine (squared hinge, C = 1, one against rest) over tf-idf of character 1–4-grams, rows of length 1. Plain on purpose.
 */
export interface LinearSvm {
  readonly labels: readonly string[];
  readonly grams: ReadonlyMap<string, number>;
  readonly idf: Float64Array;
  /** Gram by gram, label by label; the last block is the bias. */
  readonly weights: Float64Array;
}

type Row = { readonly index: number[]; readonly value: number[] };

const longest = 4;
const price = 1;
const rounds = 20;

export function trainLinearSvm(rows: readonly { text: string; label: string }[]): LinearSvm {
  const labels = [...new Set(rows.map((row) => row.label))].sort();
  const { grams, idf } = readGrams(rows.map((row) => row.text));
  const texts = rows.map((row) => toRow({ grams, idf }, row.text));
  const truth = rows.map((row) => labels.indexOf(row.label));
  const weights = new Float64Array((grams.size + 1) * labels.length);
  for (let label = 0; label < labels.length; label++) {
    const signs = truth.map((own) => (own === label ? 1 : -1));
    const learnt = descend(texts, signs, grams.size);
    learnt.forEach((weight, gram) => {
      weights[gram * labels.length + label] = weight;
    });
  }
  return { labels, grams, idf, weights };
}

export function classifyWithSvm(model: LinearSvm, text: string): string {
  const { labels, grams, weights } = model;
  const margins = labels.map((_, label) => weights[grams.size * labels.length + label]!);
  const { index, value } = toRow(model, text);
  index.forEach((gram, at) => {
    for (let label = 0; label < labels.length; label++)
      margins[label]! += weights[gram * labels.length + label]! * value[at]!;
  });
  return labels[margins.indexOf(Math.max(...margins))]!;
}

function countGrams(text: string): Map<string, number> {
  const letters = [...text];
  const counts = new Map<string, number>();
  for (let start = 0; start < letters.length; start++) {
    let gram = '';
    for (let end = start; end < Math.min(start + longest, letters.length); end++) {
      gram += letters[end];
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  }
  return counts;
}

function readGrams(texts: readonly string[]): Pick<LinearSvm, 'grams' | 'idf'> {
  const frequency = new Map<string, number>();
  for (const text of texts)
    for (const gram of countGrams(text).keys()) frequency.set(gram, (frequency.get(gram) ?? 0) + 1);
  const grams = new Map([...frequency.keys()].map((gram, number) => [gram, number]));
  const idf = Float64Array.from(frequency.values(), (seen) => Math.log((1 + texts.length) / (1 + seen)) + 1);
  return { grams, idf };
}

function toRow({ grams, idf }: Pick<LinearSvm, 'grams' | 'idf'>, text: string): Row {
  const index: number[] = [];
  const value: number[] = [];
  for (const [gram, count] of countGrams(text)) {
    const number = grams.get(gram);
    if (number === undefined) continue;
    index.push(number);
    value.push(count * idf[number]!);
  }
  const length = Math.sqrt(value.reduce((sum, one) => sum + one * one, 0)) || 1;
  return { index, value: value.map((one) => one / length) };
}

/** Dual coordinate descent for one label; every round visits the rows in another order, as LIBLINEAR does. */
function descend(rows: readonly Row[], signs: readonly number[], grams: number): Float64Array {
  const weights = new Float64Array(grams + 1);
  const alpha = new Float64Array(rows.length);
  const softness = 0.5 / price;
  const order = rows.map((_, row) => row);
  const random = randomFrom(1);
  for (let round = 0; round < rounds; round++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = random(at + 1);
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    for (const row of order) {
      const { index, value } = rows[row]!;
      let margin = weights[grams]!;
      for (let at = 0; at < index.length; at++) margin += weights[index[at]!]! * value[at]!;
      const gradient = signs[row]! * margin - 1 + softness * alpha[row]!;
      const after = Math.max(0, alpha[row]! - gradient / (2 + softness)); // rows have length 1, the bias adds 1
      const moved = (after - alpha[row]!) * signs[row]!;
      alpha[row] = after;
      if (moved === 0) continue;
      for (let at = 0; at < index.length; at++) weights[index[at]!]! += moved * value[at]!;
      weights[grams]! += moved;
    }
  }
  return weights;
}

/** Whole numbers below a limit: xorshift, seeded, so that every run measures the same peer. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
