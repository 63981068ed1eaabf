import type { Tx } from '../db/index.ts';
import type { Mac } from './mac.ts';
import {
  findSealed,
  type Head,
  insertSeals,
  listRecordsAfter,
  type NewSeal,
  noHead,
  type Place,
  placeBefore,
  type Snapshot,
} from './seals.ts';
import { digestOf, type StoredRecord, sealMacOf } from './stored.ts';
import { isSigned } from './writer.ts';

/** What is left to look at: transactions from `from` on, and older ones that still ran at the last look. */
export interface Window {
  readonly from: bigint;
  readonly open: readonly bigint[];
}

/** Where a sealer that takes over begins. */
export function windowAfter({ head, next }: Snapshot): Window & { readonly whole: boolean } {
  // A database that was carried to another cluster counts transactions afresh: then everything is looked at once.
  const whole = head.horizon > next;
  return { from: whole ? 0n : head.horizon, open: [], whole };
}

/** After everything that the snapshot could see was sealed. */
export function windowSince({ next, running }: Snapshot): Window {
  return { from: next, open: running };
}

/** Whether anything can have been committed since the last look. */
export function nothingSince(window: Window, snapshot: Snapshot): boolean {
  return snapshot.next === window.from && snapshot.running.length === window.open.length;
}

export interface Sealed {
  readonly head: Head;
  readonly count: number;
  /** Records that no program with the key wrote. */
  readonly unsigned: readonly string[];
}

const pageSize = 500; // some milliseconds of computing between two breaths of the event loop

/**
 * Chains every committed record of the window, a page at a time. A transaction that was running at the last look is
 * read when it has ended, however late; one that still runs is left for the next round. Nothing waits for it.
 */
export async function* sealWindow(
  tx: Tx,
  mac: Mac,
  head: Head,
  window: Window & { readonly whole?: boolean },
  snapshot: Snapshot,
): AsyncGenerator<Sealed> {
  const running = new Set(snapshot.running);
  const ended = window.open.filter((xid) => !running.has(xid));
  const horizon = horizonOf(window);
  const ranges: [from: bigint, end: bigint | null][] = [
    ...ended.map((xid): [bigint, bigint] => [xid, xid + 1n]),
    [window.from, window.whole === true ? null : snapshot.next],
  ];
  let last = head;
  for (const [from, end] of ranges) {
    for await (const page of pagesOf(tx, from, end)) {
      const fresh = await withoutSealed(tx, page);
      if (fresh.length === 0) continue;
      const seals = chain(mac, last, fresh, { horizon, seconds: snapshot.seconds });
      await insertSeals(tx, seals, { horizon, at: snapshot.at });
      const { position, record, mac: lastMac } = seals.at(-1)!;
      last = { position, record: Number(record), mac: lastMac, horizon };
      const unsigned = seals.filter((seal) => !seal.signed).map((seal) => seal.record);
      yield { head: last, count: seals.length, unsigned };
    }
  }
}

/** Everything before it has ended and is sealed. */
function horizonOf({ from, open }: Window): bigint {
  let lowest = from;
  for (const xid of open) if (xid < lowest) lowest = xid;
  return lowest;
}

async function* pagesOf(tx: Tx, from: bigint, end: bigint | null): AsyncGenerator<StoredRecord[]> {
  let after: Place = placeBefore(from);
  for (;;) {
    const page = await listRecordsAfter(tx, after, end, pageSize);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = { xid: last.xid!, id: last.id! };
  }
}

/** A record has one seal; a second row under its number gets none, and the verification finds it. */
async function withoutSealed(tx: Tx, page: readonly StoredRecord[]): Promise<StoredRecord[]> {
  const seen = await findSealed(
    tx,
    page.map((record) => record.id!),
  );
  return page.filter(({ id }) => !seen.has(id!) && seen.add(id!));
}

function chain(
  mac: Mac,
  head: Head,
  records: readonly StoredRecord[],
  { horizon, seconds }: { horizon: bigint; seconds: string },
): NewSeal[] {
  let { position, mac: prev } = head;
  return records.map((record) => {
    position++;
    const digest = digestOf(mac, record);
    const signed = isSigned(mac, record);
    const fields = {
      position: String(position),
      record_id: record.id,
      digest,
      signed: String(signed),
      horizon: String(horizon),
      sealed_at: seconds,
      prev,
    };
    const seal = { position, record: record.id!, digest, signed, prev, mac: sealMacOf(mac, fields) };
    prev = seal.mac;
    return seal;
  });
}

/** Whether both are the same end of the same chain. */
export function sameHead(a: Head, b: Head = noHead): boolean {
  return a.position === b.position && a.mac === b.mac;
}
