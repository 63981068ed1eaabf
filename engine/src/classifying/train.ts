import { chooseFeatures, countFeatures, toRows } from './corpus.ts';
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
  const settings = { ...defaults, ...options, fewest: options.fewest ?? (texts.length < 5_000 ? 2 : 3) };
  const counted = texts.map((row) => ({
    text: row.text,
    counts: countFeatures(row.text),
    truth: labels.indexOf(row.label),
  }));
  return { ...fit(counted, labels, settings), sharpness: sharpnessOf(counted, labels, settings) };
}

type Settings = SvmOptions & { fewest: number };

interface Counted {
  readonly text: string;
  readonly counts: Map<number, number>;
  readonly truth: number;
}

const truthOf = (rows: readonly Counted[]) => Int32Array.from(rows, (row) => row.truth);

function fit(rows: readonly Counted[], labels: readonly string[], settings: Settings): TextModel {
  const counts = rows.map((row) => row.counts);
  const truth = truthOf(rows);
  const chosen = chooseFeatures(counts, Math.min(settings.fewest, counts.length), truth, labels.length);
  const { hashes, worth } = chosen;
  const features = hashes.length;
  const trained = trainSvm(toRows(counts, chosen), features, truth, labels.length, settings);
  const ends = features * labels.length;
  const weights = trained
    .subarray(0, ends)
    .map((weight, at) => weight * worth[Math.floor(at / labels.length)]!);
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const unit = (largest || 1) / 32_767;
  return makeModel({
    labels,
    hashes,
    worth,
    weights: Int16Array.from(weights, (weight) => Math.round(weight / unit)),
    unit,
    bias: Float32Array.from(trained.subarray(ends)),
    sharpness: 1,
  });
}

/** Margins of texts that the model has not seen say how sure it may be: one fold of several is enough for one number. */
function sharpnessOf(rows: readonly Counted[], labels: readonly string[], settings: Settings): number {
  const shuffled = Int32Array.from(rows, (_, row) => row);
  shuffle(shuffled, randomFrom(settings.seed));
  const order = [...shuffled].map((row) => rows[row]!);
  const held = order.filter((_, at) => at % folds === 0);
  const kept = order.filter((_, at) => at % folds !== 0);
  if (held.length === 0 || kept.length === 0) return 1;
  const texts = held.map((row) => row.text);
  return fitSharpness(fit(kept, labels, settings), texts, truthOf(held));
}
