/** What is still gathered when the process ends: a crash must not take along what was answered already. */
const unfinished = new Set<() => void>();
process.once('exit', () => {
  for (const handOver of unfinished) handOver();
});

/**
 * Gathers what comes in one turn of the event loop and hands it over together, in its order: the same small work done at once costs
 * a fraction of what it costs between other work.
 */
export function atTurnsEnd<T>(handle: (all: readonly T[]) => void): (one: T) => void {
  let gathered: T[] = [];
  const handOver = () => {
    unfinished.delete(handOver);
    const all = gathered;
    gathered = [];
    handle(all);
  };
  return (one) => {
    gathered.push(one);
    if (gathered.length > 1) return;
    unfinished.add(handOver);
    setImmediate(handOver);
  };
}
