import type { Rows } from './corpus.ts';

/** Weights feature by feature, label by label within a feature; the last block is the bias. */
export type Weights = Float64Array;

export interface SvmOptions {
  readonly rounds: number;
  /** Price of a violated margin. Rare labels pay more: times (rows / labels / rows of the label)^balance. */
  readonly price: number;
  readonly balance: number;
  readonly seed: number;
}

/**
 * One-against-rest linear support vector machines with hinge loss, all labels in one pass over the rows, by dual coordinate descent
 * (Hsieh et al., ICML 2008). Deterministic for a seed.
 */
export function trainSvm(
  rows: Rows,
  features: number,
  labels: Int32Array,
  count: number,
  options: SvmOptions,
): Weights {
  const total = labels.length;
  const weights = new Float64Array((features + 1) * count);
  const alpha = new Float64Array(total * count);
  const prices = pricesOf(labels, count, options);
  const squares = squaresOf(rows, total);
  const order = Int32Array.from({ length: total }, (_, row) => row);
  const random = randomFrom(options.seed);
  const step = new Float64Array(count);
  const bias = features * count;
  for (let round = 0; round < options.rounds; round++) {
    shuffle(order, random);
    let largest = 0;
    for (const row of order) {
      const moved = descend(row);
      if (moved > largest) largest = moved;
    }
    if (largest < 1e-3) break;
  }
  return weights;

  /** One step for a row in every label; answers the largest change. */
  function descend(row: number): number {
    const from = rows.start[row]!;
    const to = rows.start[row + 1]!;
    for (let label = 0; label < count; label++) step[label] = weights[bias + label]!;
    for (let at = from; at < to; at++) {
      const block = rows.index[at]! * count;
      const value = rows.value[at]!;
      for (let label = 0; label < count; label++) step[label]! += weights[block + label]! * value;
    }
    let largest = 0;
    for (let label = 0; label < count; label++) {
      const sign = labels[row] === label ? 1 : -1;
      const before = alpha[row * count + label]!;
      const gradient = sign * step[label]! - 1;
      const ceiling = sign > 0 ? prices[label]! : options.price;
      const after = Math.min(ceiling, Math.max(0, before - gradient / squares[row]!));
      alpha[row * count + label] = after;
      step[label] = (after - before) * sign;
      largest = Math.max(largest, Math.abs(after - before));
    }
    if (largest === 0) return 0;
    for (let at = from; at < to; at++) {
      const block = rows.index[at]! * count;
      const value = rows.value[at]!;
      for (let label = 0; label < count; label++) weights[block + label]! += step[label]! * value;
    }
    for (let label = 0; label < count; label++) weights[bias + label]! += step[label]!;
    return largest;
  }
}

function pricesOf(labels: Int32Array, count: number, { price, balance }: SvmOptions): Float64Array {
  const seen = new Float64Array(count);
  for (const label of labels) seen[label]!++;
  return seen.map((rows) => price * (labels.length / count / Math.max(rows, 1)) ** balance);
}

function squaresOf(rows: Rows, total: number): Float64Array {
  const squares = new Float64Array(total).fill(1); // the bias
  for (let row = 0; row < total; row++) {
    for (let at = rows.start[row]!; at < rows.start[row + 1]!; at++) squares[row]! += rows.value[at]! ** 2;
  }
  return squares;
}

export function shuffle(order: Int32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const kept = order[at]!;
    order[at] = order[other]!;
    order[other] = kept;
  }
}

/** mulberry32: small, seeded, good enough to shuffle with. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
