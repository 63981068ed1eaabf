/** Asia/Shanghai keeps no summer time since 1991. */
const eastMs = 8 * 3_600_000;
export const dayMs = 86_400_000;

export const dayOf = (instant: Date): string =>
  new Date(instant.getTime() + eastMs).toISOString().slice(0, 10);
export const startOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`);
export const daysBefore = (instant: Date, days: number): Date => new Date(instant.getTime() - days * dayMs);

/** The middle one, or the mean of the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? 0;
  if (sorted.length === 0) return null;
  const half = sorted.length / 2;
  return sorted.length % 2 === 1 ? at(Math.floor(half)) : (at(half - 1) + at(half)) / 2;
}
