import type { ConceptFeatures } from './concepts.ts';
import { lettersOf } from './letters.ts';
import { lanes, type TextModel } from './model.ts';
import { extend, longest, type Vocabulary } from './ngrams.ts';

export interface Classified {
  readonly label: string;
  /** How sure, 0–1. */
  readonly score: number;
}

/** Margin of each label: `values` up to the number of labels; `scale` is what the raw sums were divided by. */
export interface Margins {
  readonly values: Float64Array;
  readonly scale: number;
}

const logs = Float64Array.from({ length: 64 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));
/** 1 + ln(count): how often an n-gram stands in a text says less and less. */
export const damped = (count: number): number => (count < 64 ? logs[count]! : 1 + Math.log(count));

/** Scratch space for one text after the other; grows with the model and the text. Counts fit: texts are cut before 65,535 letters. */
let seen = new Uint16Array(0);
let found = new Int32Array(256);
let sums = new Float64Array(lanes);

/** The label a text looks most like. Work is linear in its length, and bounded. */
export function classifyText(model: TextModel, text: string): Classified {
  const { values } = score(model, text);
  const labels = model.labels.length;
  let best = 0;
  for (let label = 1; label < labels; label++) if (values[label]! > values[best]!) best = label;
  let sum = 0;
  for (let label = 0; label < labels; label++)
    sum += Math.exp((values[label]! - values[best]!) * model.sharpness);
  return { label: model.labels[best]!, score: 1 / sum };
}

/** How sure of each label, in the order of `model.labels`; they sum to 1. The array is the caller's. */
export function labelScores(model: TextModel, text: string): Float64Array {
  const scores = score(model, text).values.slice(0, model.labels.length);
  const most = Math.max(...scores);
  const powers = scores.map((margin) => Math.exp((margin - most) * model.sharpness));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}

/** How sure of one label alone. */
export function labelScore(model: TextModel, text: string, label: number): number {
  const { values } = score(model, text);
  let sum = 0;
  for (let other = 0; other < model.labels.length; other++)
    sum += Math.exp((values[other]! - values[label]!) * model.sharpness);
  return 1 / sum;
}

/** Margins of the labels. The array is reused: read it before the next call. */
export function score(model: TextModel, text: string): Margins {
  const { worth, bias, vocabulary, concepts, width, unit, blocks } = model;
  if (sums.length < width) sums = new Float64Array(width);
  const count = collect(vocabulary, concepts, lettersOf(text));
  let squares = 0;
  if (bias.length === 2) squares = addPair(blocks, width, worth, count);
  else {
    for (let lane = 0; lane < width; lane += lanes) addLane(blocks, width, lane, count);
    for (let at = 0; at < count; at++) {
      const feature = found[at]!;
      const scaled = damped(seen[feature]!) * worth[feature]!;
      squares += scaled * scaled;
      seen[feature] = 0;
    }
  }
  const scale = squares === 0 ? 0 : unit / Math.sqrt(squares);
  for (let label = 0; label < bias.length; label++) sums[label] = sums[label]! * scale + bias[label]!;
  return { values: sums, scale };
}

/** Two labels and the length of the text in one pass: most texts meet only a yes-or-no model. */
function addPair(blocks: Int16Array, width: number, worth: ArrayLike<number>, count: number): number {
  let a = 0;
  let b = 0;
  let squares = 0;
  for (let at = 0; at < count; at++) {
    const feature = found[at]!;
    const weight = damped(seen[feature]!);
    const block = feature * width;
    a += weight * blocks[block]!;
    b += weight * blocks[block + 1]!;
    const scaled = weight * worth[feature]!;
    squares += scaled * scaled;
    seen[feature] = 0;
  }
  sums[0] = a;
  sums[1] = b;
  return squares;
}

/** Sums eight labels over the n-grams found. Locals, not an array: the sums stay in registers. */
function addLane(blocks: Int16Array, width: number, lane: number, count: number): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  let h = 0;
  for (let at = 0; at < count; at++) {
    const feature = found[at]!;
    const weight = damped(seen[feature]!);
    const block = feature * width + lane;
    a += weight * blocks[block]!;
    b += weight * blocks[block + 1]!;
    c += weight * blocks[block + 2]!;
    d += weight * blocks[block + 3]!;
    e += weight * blocks[block + 4]!;
    f += weight * blocks[block + 5]!;
    g += weight * blocks[block + 6]!;
    h += weight * blocks[block + 7]!;
  }
  sums[lane] = a;
  sums[lane + 1] = b;
  sums[lane + 2] = c;
  sums[lane + 3] = d;
  sums[lane + 4] = e;
  sums[lane + 5] = f;
  sums[lane + 6] = g;
  sums[lane + 7] = h;
}

/** Counts known n-grams into `seen`, lists each once in `found`; answers how many. */
function collect(vocabulary: Vocabulary, concepts: ConceptFeatures, letters: Uint16Array): number {
  if (seen.length < vocabulary.size) seen = new Uint16Array(vocabulary.size);
  const most = letters.length * (longest + 3); // of each letter: its n-grams, its concept and two pairs
  if (found.length < most) found = new Int32Array(most * 2);
  const single = vocabulary.letters;
  const end = letters.length;
  let listed = 0;
  for (let start = 0; start < end; start++) {
    let feature = single[letters[start]!]!;
    if (feature < 0) continue;
    if (seen[feature]!++ === 0) found[listed++] = feature;
    let hash = extend(0, letters[start]!);
    const stop = Math.min(start + longest, end);
    // What holds a rare n-gram is rarer still: neither an unknown letter nor an unknown beginning is known in something longer.
    for (let at = start + 1; at < stop && single[letters[at]!]! >= 0; at++) {
      hash = extend(hash, letters[at]!);
      feature = vocabulary.numberOf(hash);
      if (feature < 0) break;
      if (seen[feature]!++ === 0) found[listed++] = feature;
    }
  }
  return concepts.collect(letters, seen, found, listed);
}
