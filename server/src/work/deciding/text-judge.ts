import { readFile } from 'node:fs/promises';
import { type FraudType, fraudTypes, type Signal } from '@lanzha/contract';
import { classifyText, decodeTextModel, explainText, type TextModel } from '@lanzha/engine/classifying';
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
      const { label, score } = classifyText(model, words);
      return { type: (fraudTypes as readonly string[]).includes(label) ? (label as FraudType) : null, score };
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
