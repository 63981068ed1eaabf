import { type Classified, classifyText, damped, score } from './classify.ts';
import { countFeatures } from './corpus.ts';
import { eachFeature } from './features.ts';
import { lettersOf } from './letters.ts';
import type { TextModel } from './model.ts';

/** A piece of the text as it stands there, and how much margin over the runner-up it gave the label. */
export interface TextReason {
  readonly text: string;
  readonly weight: number;
}

export interface Explained extends Classified {
  readonly reasons: TextReason[];
}

const mostReasons = 5;

/** The label with the pieces of the text that decided for it against the runner-up, strongest first. */
export function explainText(model: TextModel, text: string): Explained {
  const classified = classifyText(model, text);
  const pull = pullOf(model, text, classified.label);
  return { ...classified, reasons: strongestPieces(text, pull) };
}

/** How much each letter of the text pulls, in margin over the runner-up: every n-gram's share is spread over its letters. */
function pullOf(model: TextModel, text: string, label: string): Float64Array {
  const winner = model.labels.indexOf(label);
  const { values, scale } = score(model, text);
  const rival = runnerUp(values.subarray(0, model.labels.length), winner);
  const counts = countFeatures(text);
  const letters = lettersOf(text);
  const labels = model.labels.length;
  const pull = new Float64Array(letters.length);
  eachFeature(letters, (hash, start, length) => {
    const feature = model.vocabulary.numberOf(hash);
    if (feature < 0) return;
    const count = counts.get(hash) ?? 1;
    const block = feature * labels;
    const weight = (model.weights[block + winner]! - model.weights[block + rival]!) * scale;
    const share = (weight * damped(count)) / count / length;
    for (let at = start; at < start + length; at++) pull[at]! += share;
  });
  return pull.subarray(1, letters.length - 1);
}

function runnerUp(margins: Float64Array, winner: number): number {
  let best = winner === 0 ? 1 : 0;
  for (let label = 0; label < margins.length; label++) {
    if (label !== winner && margins[label]! > margins[best]!) best = label;
  }
  return best;
}

/** Runs of letters that pull more than the text does on average; pieces end at punctuation and never cut a pair in two. */
function strongestPieces(text: string, pull: Float64Array): TextReason[] {
  const positive = pull.filter((value) => value > 0);
  const threshold = positive.length === 0 ? 0 : positive.reduce((a, b) => a + b, 0) / positive.length / 2;
  const pieces: TextReason[] = [];
  let start = -1;
  let weight = 0;
  for (let at = 0; at <= pull.length; at++) {
    const letter = text[at] ?? '';
    const inside = at < pull.length && pull[at]! > threshold && !/[\s\p{P}]/u.test(letter);
    if (inside) {
      if (start < 0) [start, weight] = [at, 0];
      weight += pull[at]!;
    } else if (start >= 0) {
      const piece = wholeLetters(text, start, at);
      if (piece.trim() !== '') pieces.push({ text: piece, weight: Math.round(weight * 1000) / 1000 });
      start = -1;
    }
  }
  const unique = new Map<string, TextReason>();
  for (const piece of pieces.sort((a, b) => b.weight - a.weight))
    if (!unique.has(piece.text)) unique.set(piece.text, piece);
  return [...unique.values()].slice(0, mostReasons);
}

function wholeLetters(text: string, start: number, end: number): string {
  const from =
    start > 0 && /[\udc00-\udfff]/.test(text[start]!) && /[\ud800-\udbff]/.test(text[start - 1]!)
      ? start - 1
      : start;
  const to =
    /[\ud800-\udbff]/.test(text[end - 1]!) && /[\udc00-\udfff]/.test(text[end] ?? '') ? end + 1 : end;
  return text.slice(from, to);
}
