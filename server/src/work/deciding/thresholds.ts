import { levels } from '@lanzha/contract';
import type { Thresholds } from '@lanzha/engine/scoring';
import type { Params } from '../../ground/params/index.ts';

/** The lowest score of each level at an instant; the warning keeps which version raised it (`levelParam`). */
export function thresholdsAt(params: Params, at: Date): Thresholds {
  const entries = levels.map((level) => [level, params.number(`scoring.level.${level}`, at)]);
  return Object.fromEntries(entries) as Thresholds;
}
