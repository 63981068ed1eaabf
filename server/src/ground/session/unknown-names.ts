/**
 * Failures of names that nobody has, counted like those of real accounts: a lock must not tell which names exist.
 * In memory and bounded; the names longest unused are forgotten.
 */
export interface UnknownNames {
  /** When the name is locked: until when (milliseconds since 1970); else null. */
  lockedUntil(name: string, now: number): number | null;
  /** Counts a failure; answers until when the name is locked by it, or null. */
  fail(name: string, now: number, limits: { failures: number; lockMs: number }): number | null;
}

export function createUnknownNames(maxNames = 10_000): UnknownNames {
  const names = new Map<string, { failures: number; until: number }>();
  return {
    lockedUntil(name, now) {
      const until = names.get(name)?.until ?? 0;
      return until > now ? until : null;
    },
    fail(name, now, { failures: limit, lockMs }) {
      const failures = (names.get(name)?.failures ?? 0) + 1;
      const locked = failures >= limit;
      names.delete(name);
      const oldest = names.size >= maxNames ? names.keys().next().value : undefined;
      if (oldest !== undefined) names.delete(oldest);
      names.set(name, locked ? { failures: 0, until: now + lockMs } : { failures, until: 0 });
      return locked ? now + lockMs : null;
    },
  };
}
