import type { TextModel } from './model.ts';

/** The factor on margins under which the softmax fits held-back texts best (least log loss); golden section on its logarithm. */
export function fitSharpness(
  model: TextModel,
  texts: readonly Map<number, number>[],
  truth: Int32Array,
): number {
  const margins = texts.map((counts) => marginsOf(model, counts));
  const loss = (sharpness: number) =>
    margins.reduce(
      (sum, row, at) => sum - Math.log(Math.max(softmax(row, sharpness)[truth[at]!]!, 1e-12)),
      0,
    );
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.2), Math.log(50)];
  for (let round = 0; round < 30; round++) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (loss(Math.exp(left)) < loss(Math.exp(right))) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

function marginsOf(model: TextModel, counts: Map<number, number>): Float64Array {
  const labels = model.labels.length;
  const margins = new Float64Array(labels);
  let squares = 0;
  for (const [hash, count] of counts) {
    const feature = model.vocabulary.numberOf(hash);
    if (feature < 0) continue;
    const weight = 1 + Math.log(count);
    squares += (weight * model.idf[feature]!) ** 2;
    for (let label = 0; label < labels; label++)
      margins[label]! += weight * model.weights[feature * labels + label]!;
  }
  const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
  return margins.map((margin, label) => margin * scale + model.bias[label]!);
}

export function softmax(margins: ArrayLike<number>, sharpness: number): number[] {
  const values = Array.from(margins, (margin) => margin * sharpness);
  const top = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
