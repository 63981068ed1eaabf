import { type Counts, type Feature, featureIndex, features } from './features.ts';

/**
 * Time buckets of one subject: 5 minutes wide for the last hour, 1 hour for the last day, 1 day for the last 30 days.
 * At most 66 buckets whatever comes in, so a signal costs the same for a subject with ten events or a million.
 * Times are minutes since 1970 (UTC); windows are exact to one bucket width.
 */
export interface Bucket {
  start: number;
  width: number;
  counts: number[];
}

const fine = 5;
const hour = 60;
const day = 1440;
export const historyMinutes = 30 * day;

/** Width of the bucket that an event of this age belongs to. */
function widthFor(age: number): number {
  if (age < hour) return fine;
  return age < day ? hour : day;
}

/**
 * Adds counts at `minute`, keeps `buckets` sorted by start; what is older than 30 days before `latest` is left out.
 * @returns a bit for each feature that was counted
 */
export function addToBuckets(buckets: Bucket[], latest: number, minute: number, added: Counts): number {
  const age = latest - minute;
  if (age >= historyMinutes) return 0;
  const width = widthFor(age);
  const bucket = findOrInsert(buckets, minute - (minute % width), width);
  let seen = 0;
  for (const name in added) {
    const index = featureIndex[name as Feature];
    const count = added[name as Feature] ?? 0;
    bucket.counts[index] = (bucket.counts[index] ?? 0) + count;
    if (count > 0) seen |= 1 << index;
  }
  return seen;
}

/** A bit for each feature that some bucket counts. */
export function seenIn(buckets: readonly Bucket[]): number {
  let seen = 0;
  for (const { counts } of buckets)
    for (let index = 0; index < counts.length; index++) if (counts[index]) seen |= 1 << index;
  return seen;
}

function findOrInsert(buckets: Bucket[], start: number, width: number): Bucket {
  let at = buckets.length;
  for (; at > 0; at--) {
    const bucket = buckets[at - 1]!;
    if (bucket.start === start && bucket.width === width) return bucket;
    if (bucket.start < start || (bucket.start === start && bucket.width > width)) break;
  }
  const fresh = { start, width, counts: new Array<number>(features.length).fill(0) };
  buckets.splice(at, 0, fresh);
  return fresh;
}

/** Folds buckets that have grown old into wider ones and forgets those past 30 days. Sums over full windows stay the same. */
export function ageBuckets(buckets: Bucket[], latest: number): Bucket[] {
  if (buckets.every((b) => b.width >= widthFor(latest - b.start) && latest - b.start < historyMinutes))
    return buckets;
  const aged: Bucket[] = [];
  for (const bucket of buckets) {
    const age = latest - bucket.start;
    if (age >= historyMinutes) continue;
    const width = Math.max(bucket.width, widthFor(age));
    const into = findOrInsert(aged, bucket.start - (bucket.start % width), width);
    bucket.counts.forEach((count, index) => {
      into.counts[index] = (into.counts[index] ?? 0) + count;
    });
  }
  return aged;
}

/** Sum of a feature over the `window` minutes before `minute`, the bucket of `minute` included. */
export function sumOver(
  buckets: readonly Bucket[],
  feature: Feature,
  minute: number,
  window: number,
): number {
  const index = featureIndex[feature];
  const from = minute - window;
  let sum = 0;
  for (let at = buckets.length - 1; at >= 0; at--) {
    const bucket = buckets[at]!;
    if (bucket.start + day <= from) break; // sorted by start, and none is wider than a day
    if (bucket.start <= minute && bucket.start + bucket.width > from) sum += bucket.counts[index] ?? 0;
  }
  return sum;
}
