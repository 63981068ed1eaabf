/** Chance that is none: the same path of names always answers the same sequence. */
export interface Chance {
  /** From 0 up to but not 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  between(least: number, most: number): number;
  hits(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  weighted<T>(list: readonly (readonly [T, number])[]): T;
  /** Around `median`, never below a fifth of it or above eight times. */
  around(median: number): number;
}

/** Every part of the drill draws from a path of its own, so that any part can be computed alone and in any order. */
export function chanceOf(...path: readonly (string | number)[]): Chance {
  const next = sequence(hashOf(path.join('/')));
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    between: (least, most) => least + next() * (most - least),
    hits: (probability) => next() < probability,
    pick: (list) => list[whole(0, list.length - 1)]!,
    weighted(list) {
      let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of list) {
        left -= weight;
        if (left < 0) return value;
      }
      return list.at(-1)![0];
    },
    around(median) {
      const spread = Math.exp(0.7 * (next() + next() + next() + next() - 2) * 1.7);
      return median * Math.min(8, Math.max(0.2, spread));
    },
  };
}

/** How many events fall into a span in which `mean` are expected (Poisson; normal above 60). */
export function countAround(chance: Chance, mean: number): number {
  if (mean > 60) {
    const normal = (chance.next() + chance.next() + chance.next() + chance.next() - 2) * Math.sqrt(3);
    return Math.max(0, Math.round(mean + normal * Math.sqrt(mean)));
  }
  const floor = Math.exp(-mean);
  let count = 0;
  for (let left = chance.next(); left > floor; left *= chance.next()) count++;
  return count;
}

/** Opaque: tells nothing of what it was made from. 13 letters of base 36. */
export function opaqueId(...path: readonly (string | number)[]): string {
  const [a, b] = hashOf(path.join('/'));
  return ((BigInt(a) << 32n) | BigInt(b)).toString(36).padStart(13, '0');
}

type Words = readonly [number, number, number, number];

/** Four words of 32 bits from a text (MurmurHash3 finalisers over a running FNV). */
function hashOf(text: string): Words {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
  }
  return [mixed(a ^ b), mixed(a + 0x9e3779b9), mixed(b + 0x7f4a7c15), mixed(Math.imul(a, 31) ^ b)];
}

function mixed(value: number): number {
  let word = value >>> 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}

/** sfc32: small, fast, passes the usual batteries. */
function sequence([first, second, third, fourth]: Words): () => number {
  let a = first;
  let b = second;
  let c = third;
  let d = fourth;
  const step = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round++) step();
  return step;
}
