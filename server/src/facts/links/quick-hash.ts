import { randomInt } from 'node:crypto';

/**
 * A 53-bit hash under two random seeds of this process: tells at once that a value is in no list, without keeping the values
 * of the lists in memory. It proves nothing: who finds something asks the blind index as well.
 */
export function quickHash(): (text: string) => number {
  const first = randomInt(2 ** 32);
  const second = randomInt(2 ** 32);
  return (text) => {
    let a = first;
    let b = second;
    for (let at = 0; at < text.length; at++) {
      const letter = text.charCodeAt(at);
      a = Math.imul(a ^ letter, 2_654_435_761);
      b = Math.imul(b ^ letter, 1_597_334_677);
    }
    a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
    b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
    return 4_294_967_296 * (2_097_151 & b) + (a >>> 0);
  };
}
