import { readFile } from 'node:fs/promises';
import { fraudTypes, type Signal } from '@lanzha/contract';
import {
  decodeTextModel,
  explainText,
  labelScore,
  labelScores,
  type TextModel,
} from '@lanzha/engine/classifying';
import type { TextVerdict } from '@lanzha/engine/scoring';
import { normal, sieveOf } from './text-model-file.ts';

/** Says what the words of a signal look like. One for each process. */
export interface TextJudge {
  /** undefined when the signal has no words. */
  judge(signal: Signal): TextVerdict | undefined;
  /** The phrases that decided, for a reason that people read. */
  phrases(signal: Signal): string[];
}

/** @param path the model file that the build made from server/seed/texts; its sieve lies beside it */
export async function openTextJudge(path: string): Promise<TextJudge> {
  const [sieve, types] = await Promise.all([readFile(sieveOf(path)), readFile(path)]);
  return textJudge(decodeTextModel(sieve), decodeTextModel(types));
}

/** Below this a text is normal. Lower than one half, since two models must agree; chosen in cross-validation. */
const doubt = 0.45;

/** `sieve` tells fraud from normal; `types` names the type of what stays in the sieve, and its phrases. */
export function textJudge(sieve: TextModel, types: TextModel): TextJudge {
  const fraud = sieve.labels.findIndex((label) => label !== normal);
  return {
    judge(signal) {
      const words = wordsOf(signal);
      if (words === undefined || words.length < 4) return undefined;
      const score = labelScore(sieve, words, fraud);
      return score < doubt ? { type: null, score: 1 - score } : verdictOf(types, words, score);
    },
    phrases(signal) {
      const words = wordsOf(signal);
      if (words === undefined) return [];
      return explainText(types, words)
        .reasons.filter((reason) => reason.weight > 0 && reason.text.trim().length > 1)
        .slice(0, 3)
        .map((reason) => reason.text.trim());
    },
  };
}

/** Both must think it fraud: the less sure of the two counts, which keeps advertising and gossip of other hands out best. */
function verdictOf(types: TextModel, words: string, sieved: number): TextVerdict {
  const scores = labelScores(types, words);
  let best = -1;
  let fraud = 0;
  types.labels.forEach((label, index) => {
    if (label === normal) return;
    fraud += scores[index]!;
    if (best < 0 || scores[index]! > scores[best]!) best = index;
  });
  const score = Math.min(sieved, fraud);
  if (score < doubt) return { type: null, score: 1 - score };
  return { type: fraudTypes.find((known) => known === types.labels[best]) ?? '99', score };
}

function wordsOf(signal: Signal): string | undefined {
  switch (signal.kind) {
    case 'sms':
    case 'report':
      return signal.text;
    case 'call':
      return signal.transcript;
    default:
      return undefined;
  }
}
