import ipaddr from 'ipaddr.js';

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

/**
 * Whom to count an address as: one IPv6 customer has a whole /64, however the address is shortened; an IPv4 address in the form
 * of IPv6 is what it is. What is no address counts as it is written.
 */
export function clientKey(ip: string): string {
  const plain = ip.split('%')[0] ?? '';
  if (!ipaddr.isValid(plain)) return ip;
  const address = ipaddr.process(plain);
  if (address.kind() === 'ipv4') return address.toString();
  const parts = (address as ipaddr.IPv6).parts.slice(0, 4);
  return `${parts.map((part) => part.toString(16)).join(':')}::/64`;
}
