import { lettersOf } from './letters.ts';
import type { TextModel } from './model.ts';
import { extend, longest, type Vocabulary } from './ngrams.ts';

export interface Classified {
  readonly label: string;
  /** How sure, 0–1. */
  readonly score: number;
}

const logs = Float64Array.from({ length: 64 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));
/** 1 + ln(count): how often an n-gram stands in a text says less and less. */
export const damped = (count: number): number => (count < 64 ? logs[count]! : 1 + Math.log(count));

/** Scratch space for one text after the other; grows with the model. */
let seen = new Int32Array(0);
let found = new Int32Array(256);

/** The label a text looks most like. Work is linear in its length. */
export function classifyText(model: TextModel, text: string): Classified {
  const scores = labelScores(model, text);
  let best = 0;
  for (let label = 1; label < scores.length; label++) if (scores[label]! > scores[best]!) best = label;
  return { label: model.labels[best]!, score: scores[best]! };
}

/** How sure of each label, in the order of `model.labels`; they sum to 1. */
export function labelScores(model: TextModel, text: string): Float64Array {
  const scores = score(model, text);
  let most = Number.NEGATIVE_INFINITY;
  for (const margin of scores) if (margin > most) most = margin;
  let sum = 0;
  for (let label = 0; label < scores.length; label++) {
    scores[label] = Math.exp((scores[label]! - most) * model.sharpness);
    sum += scores[label]!;
  }
  for (let label = 0; label < scores.length; label++) scores[label]! /= sum;
  return scores;
}

/** Margin of each label. The hot loop: no objects, tables that stay in the cache. */
export function score(model: TextModel, text: string): Float64Array {
  const { weights, idf, bias, vocabulary } = model;
  const labels = bias.length;
  const margins = new Float64Array(labels);
  const count = collect(vocabulary, lettersOf(text));
  let squares = 0;
  for (let at = 0; at < count; at++) {
    const feature = found[at]!;
    const weight = damped(seen[feature]!);
    seen[feature] = 0;
    const scaled = weight * idf[feature]!;
    squares += scaled * scaled;
    const block = feature * labels;
    for (let label = 0; label < labels; label++) margins[label]! += weight * weights[block + label]!;
  }
  const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
  for (let label = 0; label < labels; label++) margins[label] = margins[label]! * scale + bias[label]!;
  return margins;
}

/** Counts known n-grams into `seen`, lists each once in `found`; answers how many. */
function collect(vocabulary: Vocabulary, letters: Uint16Array): number {
  if (seen.length < vocabulary.size) seen = new Int32Array(vocabulary.size);
  if (found.length < letters.length * longest) found = new Int32Array(letters.length * longest * 2);
  const end = letters.length;
  let listed = 0;
  for (let start = 0; start < end; start++) {
    let hash = 0;
    for (let length = 0; length < longest && start + length < end; length++) {
      hash = extend(hash, letters[start + length]!);
      const feature = vocabulary.numberOf(hash);
      if (feature < 0) break; // what begins with a rare n-gram is rarer still
      if (seen[feature]!++ === 0) found[listed++] = feature;
    }
  }
  return listed;
}
