/** A value from an instant on, until the next one of the same parameter. Milliseconds since 1970, -Infinity: since ever. */
export interface Span {
  readonly from: number;
  readonly value: number;
}

/** What counts at `at`; of two that begin together, the one that was added later. */
export function valueAt(spans: readonly Span[], at: number): number | undefined {
  let found: Span | undefined;
  for (const span of spans)
    if (span.from <= at && (found === undefined || span.from >= found.from)) found = span;
  return found?.value;
}

/** Whether `upper` stands above `lower` now and at every instant at which one of them will change. */
export function standsAbove(upper: readonly Span[], lower: readonly Span[], now: number): boolean {
  const instants = [now, ...[...upper, ...lower].map(({ from }) => from).filter((from) => from > now)];
  return instants.every((at) => {
    const [above, below] = [valueAt(upper, at), valueAt(lower, at)];
    return above === undefined || below === undefined || above > below;
  });
}
