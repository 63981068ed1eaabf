/** One judged text: what it is and what was said of it. */
export interface Judged {
  readonly truth: string;
  readonly said: string;
}

export interface Quality {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** How many really are of the label. */
  readonly support: number;
}

/** Precision and recall of one label; 0 where nothing was said or found, as is usual for F1. */
export function qualityOf(judged: readonly Judged[], label: string): Quality {
  const support = judged.filter(({ truth }) => truth === label).length;
  const said = judged.filter(({ said }) => said === label).length;
  const right = judged.filter(({ truth, said }) => truth === label && said === label).length;
  const precision = said === 0 ? 0 : right / said;
  const recall = support === 0 ? 0 : right / support;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, support };
}

/** Mean F1 over the labels that occur. */
export function macroF1(judged: readonly Judged[]): number {
  const labels = [...new Set(judged.map(({ truth }) => truth))];
  return labels.reduce((sum, label) => sum + qualityOf(judged, label).f1, 0) / labels.length;
}

/** Every type of fraud taken together. */
export const fraudOrNormal = ({ truth, said }: Judged): Judged => ({ truth: side(truth), said: side(said) });
const side = (label: string) => (label === 'normal' ? 'normal' : 'fraud');

/** Share of a set for which something holds; NaN for an empty one. */
export const shareOf = <T>(all: readonly T[], holds: (one: T) => boolean): number =>
  all.filter(holds).length / all.length;
