import { chooseFeatures, countNgrams, toRows } from './corpus.ts';
import { makeModel, type TextModel } from './model.ts';
import { fitSharpness } from './sharpness.ts';
import { randomFrom, type SvmOptions, shuffle, trainSvm } from './svm.ts';

export interface LabelledText {
  readonly text: string;
  readonly label: string;
}

export interface TrainOptions extends Partial<SvmOptions> {
  /** An n-gram counts from this many texts on; default 3, or 2 for small sets. */
  readonly fewest?: number;
}

/** The texts teach nothing: none, or all of one label. */
export class TrainingError extends Error {
  override name = 'TrainingError';
}

const defaults: SvmOptions = { rounds: 15, price: 1, balance: 0.5, seed: 1 };
const folds = 4;

/**
 * Learns labels from texts. Deterministic: the same texts in the same order give the same model.
 * @throws TrainingError without at least two labels
 */
export function trainTextModel(rows: Iterable<LabelledText>, options: TrainOptions = {}): TextModel {
  const texts = [...rows];
  const labels = [...new Set(texts.map((row) => row.label))].sort();
  if (labels.length < 2) throw new TrainingError('训练文本至少要有两种标签。');
  const counts = texts.map((row) => countNgrams(row.text));
  const truth = Int32Array.from(texts, (row) => labels.indexOf(row.label));
  const settings = { ...defaults, ...options, fewest: options.fewest ?? (texts.length < 5_000 ? 2 : 3) };
  return makeModel({
    ...fit(counts, truth, labels, settings),
    sharpness: sharpnessOf(counts, truth, labels, settings),
  });
}

type Settings = SvmOptions & { fewest: number };

function fit(
  counts: Map<number, number>[],
  truth: Int32Array,
  labels: readonly string[],
  settings: Settings,
) {
  const { hashes, idf } = chooseFeatures(counts, Math.min(settings.fewest, counts.length));
  const all = trainSvm(toRows(counts, { hashes, idf }), hashes.length, truth, labels.length, settings);
  const weights = Float32Array.from(all.subarray(0, hashes.length * labels.length));
  for (let feature = 0; feature < hashes.length; feature++) {
    for (let label = 0; label < labels.length; label++)
      weights[feature * labels.length + label]! *= idf[feature]!;
  }
  return {
    labels,
    hashes,
    idf,
    weights,
    bias: Float32Array.from(all.subarray(hashes.length * labels.length)),
  };
}

/** Margins of texts that the model has not seen say how sure it may be: one fold of several is enough for one number. */
function sharpnessOf(
  counts: Map<number, number>[],
  truth: Int32Array,
  labels: readonly string[],
  settings: Settings,
): number {
  const order = Int32Array.from(counts, (_, row) => row);
  shuffle(order, randomFrom(settings.seed));
  const held = [...order].filter((_, at) => at % folds === 0);
  const kept = [...order].filter((_, at) => at % folds !== 0);
  if (held.length === 0 || kept.length === 0) return 1;
  const pick = (from: readonly number[]) => from.map((row) => counts[row]!);
  const model = makeModel({
    ...fit(
      pick(kept),
      Int32Array.from(kept, (row) => truth[row]!),
      labels,
      settings,
    ),
    sharpness: 1,
  });
  return fitSharpness(
    model,
    pick(held),
    Int32Array.from(held, (row) => truth[row]!),
  );
}
