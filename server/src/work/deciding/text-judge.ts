import { readFile } from 'node:fs/promises';
import { type FraudType, fraudTypes, type Signal } from '@lanzha/contract';
import { decodeTextModel, explainText, labelScores, type TextModel } from '@lanzha/engine/classifying';
import type { TextVerdict } from '@lanzha/engine/scoring';

/** Says what the words of a signal look like. One for each process. */
export interface TextJudge {
  /** undefined when the signal has no words. */
  judge(signal: Signal): TextVerdict | undefined;
  /** The phrases that decided, for a reason that people read. */
  phrases(signal: Signal): string[];
}

/** @param path the model file that the build made from server/seed/texts */
export async function openTextJudge(path: string | URL): Promise<TextJudge> {
  return textJudge(decodeTextModel(await readFile(path)));
}

export function textJudge(model: TextModel): TextJudge {
  return {
    judge(signal) {
      const words = wordsOf(signal);
      if (words === undefined || words.length < 4) return undefined;
      return verdictOf(model, labelScores(model, words));
    },
    phrases(signal) {
      const words = wordsOf(signal);
      if (words === undefined) return [];
      return explainText(model, words)
        .reasons.filter((reason) => reason.weight > 0 && reason.text.trim().length > 1)
        .slice(0, 3)
        .map((reason) => reason.text.trim());
    },
  };
}

/** How sure that it is any fraud at all counts; which type is the likeliest among the fraud labels. */
function verdictOf(model: TextModel, scores: Float64Array): TextVerdict {
  let type: FraudType | null = null;
  let fraud = 0;
  let best = 0;
  model.labels.forEach((label, index) => {
    if (label === normal) return;
    fraud += scores[index]!;
    if (scores[index]! <= best) return;
    best = scores[index]!;
    type = fraudTypes.find((known) => known === label) ?? '99';
  });
  return fraud >= 0.5 ? { type, score: fraud } : { type: null, score: 1 - fraud };
}

/** Label of the texts that are no fraud. */
const normal = 'normal';

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
