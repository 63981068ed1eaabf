/**
 * How long to wait after the n-th failure (n from 1): doubled each time up to `longest`, and anywhere in the upper half
 * of that, so that what failed together does not come back together. Milliseconds; `chance` in [0, 1).
 */
export function waitAfter(failures: number, first: number, longest: number, chance: number): number {
  const whole = Math.min(first * 2 ** Math.min(failures - 1, 40), longest);
  return Math.round(whole / 2 + (whole / 2) * chance);
}
