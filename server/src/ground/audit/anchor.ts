import * as z from 'zod';
import type { Mac } from './mac.ts';

/** The head of the chain at one moment, to be kept where whoever rules the database does not. */
export interface Anchor {
  readonly position: number;
  readonly record: number;
  /** mac of that position, hex. */
  readonly mac: string;
  /** ISO 8601, when it was taken. */
  readonly at: string;
}

/** A place outside the database that keeps anchors: a file, a mailbox. */
export interface AnchorSink {
  /** For the log. */
  readonly name: string;
  /** Resolves when it is kept. */
  write(anchor: Anchor, line: string): Promise<void>;
  /** The last line kept here, if this place can be read. */
  last?(): Promise<string | null>;
}

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const shape = z.strictObject({
  v: z.literal(1),
  position: z.int().positive(),
  record: z.int(),
  mac: hex,
  at: z.iso.datetime(),
  proof: hex,
});

/** One line of JSON. `proof` tells a line of ours from one that somebody made up. */
export function anchorLine(mac: Mac, anchor: Anchor): string {
  const { position, record, mac: head, at } = anchor;
  return JSON.stringify({ v: 1, position, record, mac: head, at, proof: proofOf(mac, anchor) });
}

/** null for a line that is no anchor, was altered, or was made with another key. */
export function readAnchor(mac: Mac, line: string): Anchor | null {
  const parsed = shape.safeParse(parseJson(line));
  if (!parsed.success) return null;
  const { proof, v: _, ...anchor } = parsed.data;
  return proof === proofOf(mac, anchor) ? anchor : null;
}

/** Not even JSON: such a line proves nothing, and proves nothing wrong. */
export function isTorn(line: string): boolean {
  return parseJson(line) === undefined;
}

function proofOf(mac: Mac, { position, record, mac: head, at }: Anchor): string {
  return mac('lanzha audit anchor 1', [String(position), String(record), head, at]);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
