/** A point of the drill's own grid: metres east and north of the south-west corner. On no real map. */
export type Point = readonly [number, number];

/**
 * Cuts a polygon into the parts that lie nearest to each seed (Voronoi), by cutting it along the bisector of every other
 * seed. Corners are whole metres, counter-clockwise as `outline` is. O(n²), for the few dozen towns there are.
 */
export function partition(outline: readonly Point[], seeds: readonly Point[]): Point[][] {
  return seeds.map((seed, own) =>
    seeds
      .reduce<readonly Point[]>(
        (left, other, index) => (index === own ? left : nearerPart(left, seed, other)),
        outline,
      )
      .map(([x, y]) => [Math.round(x), Math.round(y)]),
  );
}

/** The part of a convex polygon that is nearer to `own` than to `other` (Sutherland–Hodgman with one edge). */
function nearerPart(polygon: readonly Point[], own: Point, other: Point): Point[] {
  const normal = [other[0] - own[0], other[1] - own[1]] as const;
  const limit = (normal[0] * (own[0] + other[0]) + normal[1] * (own[1] + other[1])) / 2;
  const beyond = ([x, y]: Point) => normal[0] * x + normal[1] * y - limit;
  return polygon.flatMap((to, index): Point[] => {
    const from = polygon.at(index - 1)!;
    const [before, after] = [beyond(from), beyond(to)];
    const crossing = (): Point => {
      const share = before / (before - after);
      return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
    };
    if (after <= 0) return before > 0 ? [crossing(), to] : [to];
    return before <= 0 ? [crossing()] : [];
  });
}

/** Square metres; positive when counter-clockwise. */
export function areaOf(polygon: readonly Point[]): number {
  return (
    polygon.reduce((sum, [x, y], index) => {
      const [beforeX, beforeY] = polygon.at(index - 1)!;
      return sum + beforeX * y - x * beforeY;
    }, 0) / 2
  );
}

/** Seeds that push each other apart: each round, every seed moves to the middle of its part (Lloyd). */
export function evenly(outline: readonly Point[], seeds: readonly Point[], rounds: number): Point[] {
  let moved = [...seeds];
  for (let round = 0; round < rounds; round++)
    moved = partition(outline, moved).map((part, index) =>
      part.length > 2 ? middleOf(part) : moved[index]!,
    );
  return moved;
}

function middleOf(polygon: readonly Point[]): Point {
  const [x, y] = polygon.reduce(([sumX, sumY], [px, py]) => [sumX + px, sumY + py], [0, 0]);
  return [x / polygon.length, y / polygon.length];
}
