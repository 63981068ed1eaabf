/**
 * Failures of names that nobody has, counted like those of real accounts: a lock must not tell which names exist.
 * In memory and bounded; the names longest unused are forgotten.
 */
export interface UnknownNames {
  /** When the name is locked: until when (milliseconds since 1970); else null. */
  lockedUntil(name: string, now: number): number | null;
  /** Counts a failure; answers until when the name is locked by it, or null. Counting starts anew after `forgetMs`. */
  fail(name: string, now: number, limits: FailureLimit): number | null;
}

export interface FailureLimit {
  failures: number;
  lockMs: number;
  forgetMs?: number;
}

export function createUnknownNames(maxNames = 10_000): UnknownNames {
  const names = new Map<string, { failures: number; at: number; until: number }>();
  return {
    lockedUntil(name, now) {
      const until = names.get(name)?.until ?? 0;
      return until > now ? until : null;
    },
    fail(name, now, { failures: limit, lockMs, forgetMs = Number.POSITIVE_INFINITY }) {
      const before = names.get(name);
      const failures = (before !== undefined && now - before.at < forgetMs ? before.failures : 0) + 1;
      const locked = failures >= limit;
      const until = locked ? now + lockMs : (before?.until ?? 0);
      names.delete(name);
      const oldest = names.size >= maxNames ? names.keys().next().value : undefined;
      if (oldest !== undefined) names.delete(oldest);
      names.set(name, { failures: locked ? 0 : failures, at: now, until });
      return until > now ? until : null;
    },
  };
}
