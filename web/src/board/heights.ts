type Pair = readonly [number | null, number | null];

/** Heights of bars against the largest value; `most` is null when there is nothing to draw. A nought keeps a hair's breadth. */
export const heightsOf = (
  pairs: readonly Pair[],
  high: number,
): { most: number | null; heights: readonly Pair[] } => {
  const values = pairs.flat().filter((value) => value !== null);
  if (values.length === 0) return { most: null, heights: [] };
  const most = Math.max(...values, 1);
  const height = (value: number | null) => (value === null ? null : Math.max(1, (value / most) * high));
  return { most, heights: pairs.map(([first, second]) => [height(first), height(second)]) };
};
