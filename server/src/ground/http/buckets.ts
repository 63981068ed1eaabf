/** Token buckets in memory, one for each key; the keys longest unused are forgotten when there are too many. */
export interface Buckets {
  /** Takes one token; answers 0, or how many seconds until the next one. */
  take(key: string): number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** @param capacity tokens of a fresh key; @param everyMs one token comes back in this time */
export function createBuckets(capacity: number, everyMs: number, maxKeys = 20_000): Buckets {
  const buckets = new Map<string, Bucket>();
  return {
    take(key) {
      const now = performance.now();
      const before = buckets.get(key) ?? { tokens: capacity, at: now };
      const tokens = Math.min(capacity, before.tokens + (now - before.at) / everyMs);
      const left = tokens >= 1 ? tokens - 1 : tokens;
      buckets.delete(key);
      const oldest = buckets.size >= maxKeys ? buckets.keys().next().value : undefined;
      if (oldest !== undefined) buckets.delete(oldest);
      buckets.set(key, { tokens: left, at: now });
      return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * everyMs) / 1_000);
    },
  };
}

/** Whom to count an address as: one IPv6 customer has a whole /64. */
export function clientKey(ip: string): string {
  return ip.includes(':') && !ip.includes('.') ? ip.split(':').slice(0, 4).join(':') : ip;
}
