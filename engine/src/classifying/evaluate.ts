export interface LabelFigures {
  readonly label: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

export interface Evaluation {
  /** Mean F1 over the labels that occur in the truth. */
  readonly macroF1: number;
  readonly accuracy: number;
  readonly labels: readonly LabelFigures[];
  /** truth → answer → how often. */
  readonly confusion: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

export function evaluate(
  answers: readonly { readonly truth: string; readonly answer: string }[],
): Evaluation {
  const confusion = new Map<string, Map<string, number>>();
  for (const { truth, answer } of answers) {
    const row = confusion.get(truth) ?? new Map<string, number>();
    row.set(answer, (row.get(answer) ?? 0) + 1);
    confusion.set(truth, row);
  }
  const labels = [...confusion.keys()].sort().map((label) => figuresOf(label, confusion));
  const right = labels.reduce((sum, { label }) => sum + (confusion.get(label)?.get(label) ?? 0), 0);
  return {
    macroF1: labels.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(labels.length, 1),
    accuracy: right / Math.max(answers.length, 1),
    labels,
    confusion,
  };
}

function figuresOf(label: string, confusion: ReadonlyMap<string, ReadonlyMap<string, number>>): LabelFigures {
  const hit = confusion.get(label)?.get(label) ?? 0;
  const support = [...(confusion.get(label)?.values() ?? [])].reduce((a, b) => a + b, 0);
  const answered = [...confusion.values()].reduce((sum, row) => sum + (row.get(label) ?? 0), 0);
  const precision = answered === 0 ? 0 : hit / answered;
  const recall = support === 0 ? 0 : hit / support;
  return {
    label,
    precision,
    recall,
    f1: hit === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    support,
  };
}
