/** What a field for date and time holds (2026-11-21T21:05), as an instant: typed in the time of the centres. */
export const readTime = (typed: string): string | null => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(typed)) return null;
  const instant = new Date(`${typed.slice(0, 16)}:00+08:00`);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
};

/** The other way round; Asia/Shanghai keeps no summer time. */
export const writeTime = (instant: string | null): string =>
  instant === null ? '' : new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);
