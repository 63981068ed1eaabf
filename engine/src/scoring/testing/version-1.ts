import type { SubjectState } from '../state.ts';

/** What version 1 counted, in its order. */
const features = 13;

/** As version 1 stored states: thirteen features, a mask, varints. Written out here because no program writes it any more. */
export function encodeVersion1({ latest, buckets, recent }: SubjectState): Uint8Array {
  const bytes: number[] = [1];
  const put = (value: number) => {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
    bytes.push(rest);
  };
  put(latest);
  put(buckets.length);
  let before = 0;
  for (const { start, width, counts } of buckets) {
    put(start - before);
    put(width);
    before = start;
    let mask = 0;
    for (let index = 0; index < features; index++) if (counts[index]) mask |= 1 << index;
    put(mask);
    for (let index = 0; index < features; index++) if (mask & (1 << index)) put(counts[index]!);
  }
  put(recent.length);
  for (const { batch, ord, at, score } of recent) for (const value of [batch, ord, at, score]) put(value);
  return Uint8Array.from(bytes);
}
