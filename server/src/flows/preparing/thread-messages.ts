import { type BodyFault, isFault, type Sender, type TimeLimits } from '../../facts/signals/index.ts';
import { type Columns, readingColumns, toColumns } from './columns.ts';
import type { Incoming, Prepared, PreparedLine } from './prepare.ts';

/** What the thread is given when it starts. */
export interface ThreadKeys {
  readonly index: Uint8Array;
  readonly content: Uint8Array;
}

/** Bodies that go to the thread together, one after another in `bytes`. */
export interface Question {
  readonly number: number;
  readonly limits: TimeLimits;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each body ends in `bytes`. */
  readonly ends: Uint32Array;
  /** Of each body, 1 for an array, 0 for lines. */
  readonly arrays: Uint8Array;
  /** Of each body, whose it is in `senders`. */
  readonly sentBy: Uint16Array;
  readonly senders: readonly Sender[];
}

export interface Answer {
  readonly number: number;
  /** All lines of all bodies. */
  readonly columns: Columns;
  /** Lines of each body. */
  readonly counts: Uint32Array;
  /** Bodies without lines, by their position. */
  readonly failed: readonly (readonly [number, BodyFault | Error])[];
}

/** The bytes alone are copied: what came over the wire lies in larger pieces of memory. */
export function ask(number: number, bodies: readonly Incoming[], limits: TimeLimits): Question {
  const ends = new Uint32Array(bodies.length);
  const arrays = new Uint8Array(bodies.length);
  const sentBy = new Uint16Array(bodies.length);
  const senders: Sender[] = [];
  const bytes = new Uint8Array(bodies.reduce((sum, { body }) => sum + body.bytes.length, 0));
  let end = 0;
  bodies.forEach(({ body, sender: { unitId, source } }, index) => {
    bytes.set(body.bytes, end);
    end += body.bytes.length;
    ends[index] = end;
    arrays[index] = body.form === 'array' ? 1 : 0;
    let known = senders.findIndex((one) => one.unitId === unitId && one.source === source);
    if (known < 0) known = senders.push({ unitId, source }) - 1;
    sentBy[index] = known;
  });
  return { number, limits, bytes, ends, arrays, sentBy, senders };
}

export function bodiesOf({ bytes, ends, arrays, sentBy, senders }: Question): Incoming[] {
  return Array.from(ends, (end, index) => ({
    body: {
      bytes: bytes.subarray(ends[index - 1] ?? 0, end),
      form: arrays[index] === 1 ? 'array' : 'lines',
    },
    sender: senders[sentBy[index]!]!,
  }));
}

export function answerWith(number: number, prepared: readonly Prepared[]): Answer {
  const all: PreparedLine[] = [];
  const failed: [number, BodyFault | Error][] = [];
  const counts = Uint32Array.from(prepared, (one, index) => {
    if (isFailed(one)) {
      failed.push([index, one]);
      return 0;
    }
    for (const line of one) all.push(line);
    return one.length;
  });
  return { number, columns: toColumns(all), counts, failed };
}

/** What became of each body, in the order of the question that `senders` asked. */
export function preparedOf({ columns, counts, failed }: Answer, senders: readonly Sender[]): Prepared[] {
  const read = readingColumns(columns);
  const failures = new Map(failed);
  return Array.from(counts, (count, index) => failures.get(index) ?? read(count, senders[index]!));
}

const isFailed = (one: Prepared): one is BodyFault | Error => one instanceof Error || isFault(one);
