import { addToBuckets, ageBuckets, type Bucket, historyMinutes, seenIn } from './buckets.ts';
import { type Counts, features } from './features.ts';

/** A signal that mattered, by reference: what a later warning shows as evidence. */
export interface Recent {
  batch: number;
  ord: number;
  /** Seconds since 1970. */
  at: number;
  score: number;
}

/** All that is kept of a subject for scoring: at most 67 buckets and 16 references, about 60–900 bytes. */
export interface SubjectState {
  /** Latest event, minutes since 1970. */
  latest: number;
  buckets: Bucket[];
  /** A bit for each feature that some bucket counts: most people have few, and a sum over none needs no look. */
  seen: number;
  recent: Recent[];
}

/** Stored bytes are not a state of a known version. */
export class StateFormatError extends Error {
  override name = 'StateFormatError';
}

/** Version 2 counts more features; a state of version 1 has the same layout and simply none of them. */
const version = 2;
const oldest = 1;
const keepRecent = 16;

export const emptyState = (): SubjectState => ({ latest: 0, buckets: [], seen: 0, recent: [] });

/** Counts an event into the state. `minute` may lie before the latest event: it falls into the bucket of its age. */
export function recordEvent(state: SubjectState, minute: number, counts: Counts): void {
  if (minute > state.latest) {
    const forgets = state.buckets[0] !== undefined && minute - state.buckets[0].start >= historyMinutes;
    state.latest = minute;
    state.buckets = ageBuckets(state.buckets, minute);
    if (forgets) state.seen = seenIn(state.buckets);
  }
  state.seen |= addToBuckets(state.buckets, state.latest, minute, counts);
}

export function recordEvidence(state: SubjectState, recent: Recent): void {
  state.recent.push(recent);
  if (state.recent.length > keepRecent) state.recent.shift();
}

/** Room for the longest state there can be: 67 buckets and 16 references, each number up to 8 bytes. */
const out = new Uint8Array((3 + 67 * (3 + features.length) + 16 * 4) * 8);

/** Layout: version, latest, buckets (start as difference, width class, mask of non-zero features, counts), references; all varints. */
export function encodeState(state: SubjectState): Uint8Array {
  out[0] = version;
  let at = put(put(1, state.latest), state.buckets.length);
  let before = 0;
  for (const bucket of state.buckets) {
    at = put(put(at, bucket.start - before), bucket.width);
    before = bucket.start;
    let mask = 0;
    for (let index = 0; index < features.length; index++) if (bucket.counts[index]) mask |= 1 << index;
    at = put(at, mask);
    for (let rest = mask; rest !== 0; rest &= rest - 1) at = put(at, bucket.counts[lowest(rest)]!);
  }
  at = put(at, state.recent.length);
  for (const recent of state.recent) {
    at = put(put(put(put(at, recent.batch), recent.ord), recent.at), recent.score);
  }
  return out.slice(0, at);
}

/** @throws StateFormatError when the bytes are cut or of another version */
export function decodeState(bytes: Uint8Array): SubjectState {
  const found = bytes[0] ?? 0;
  if (found < oldest || found > version) throw new StateFormatError(`unknown state version ${bytes[0]}`);
  const reader = { bytes, at: 1 };
  const state = emptyState();
  state.latest = take(reader);
  let start = 0;
  for (let left = take(reader); left > 0; left--) {
    start += take(reader);
    const bucket: Bucket = { start, width: take(reader), counts: new Array<number>(features.length).fill(0) };
    let mask = take(reader);
    state.seen |= mask;
    for (; mask !== 0; mask &= mask - 1) bucket.counts[lowest(mask)] = take(reader);
    state.buckets.push(bucket);
  }
  for (let left = take(reader); left > 0; left--) {
    state.recent.push({ batch: take(reader), ord: take(reader), at: take(reader), score: take(reader) });
  }
  return state;
}

/** Index of the lowest bit that is set. */
const lowest = (mask: number) => 31 - Math.clz32(mask & -mask);

/** Unsigned varint, 7 bits a byte, for integers up to 2^53. @returns where it ends */
function put(at: number, value: number): number {
  let rest = value;
  let end = at;
  while (rest > 0x7f) {
    out[end++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  out[end++] = rest;
  return end;
}

function take(reader: { bytes: Uint8Array; at: number }): number {
  let value = 0;
  let factor = 1;
  for (;;) {
    const byte = reader.bytes[reader.at++];
    if (byte === undefined) throw new StateFormatError('state is cut short');
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value;
    factor *= 0x80;
  }
}
