import { score } from './classify.ts';
import type { TextModel } from './model.ts';

/** The factor on margins under which the softmax fits held-back texts best (least log loss); golden section on its logarithm. */
export function fitSharpness(model: TextModel, texts: readonly string[], truth: Int32Array): number {
  const margins = texts.map((text) => score(model, text).values.slice(0, model.labels.length));
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

function softmax(margins: ArrayLike<number>, sharpness: number): number[] {
  const values = Array.from(margins, (margin) => margin * sharpness);
  const top = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
