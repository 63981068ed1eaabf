/**
 * A live list that never moves under the cursor: rows stay where the person last saw them. What is new
 * waits until it is taken in; what left the question stays in its place until then.
 */
export type Frozen = {
  /** Ids in the order shown. */
  readonly shown: readonly string[];
  /** New ones in the server's order, not shown yet. */
  readonly waiting: readonly string[];
};

export const nothingShown: Frozen = { shown: [], waiting: [] };

/** First answer, or the person asked to see what is new: the server's order holds. */
export const takeIn = (fresh: readonly string[]): Frozen => ({ shown: fresh, waiting: [] });

/**
 * A later answer to the same question. What follows the last row that is still there was asked for by
 * scrolling (`further`) and is appended; everything else that is new waits.
 */
export const settle = ({ shown }: Frozen, fresh: readonly string[], further: boolean): Frozen => {
  const known = new Set(shown);
  const unseen = fresh.filter((id) => !known.has(id));
  if (!further) return { shown, waiting: unseen };
  const lastKnown = fresh.findLastIndex((id) => known.has(id));
  const appended = fresh.slice(lastKnown + 1);
  const added = new Set(appended);
  return { shown: [...shown, ...appended], waiting: unseen.filter((id) => !added.has(id)) };
};

export const sameFrozen = (a: Frozen, b: Frozen): boolean =>
  same(a.shown, b.shown) && same(a.waiting, b.waiting);
const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((id, at) => id === b[at]);
