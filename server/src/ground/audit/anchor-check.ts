import { type Anchor, isTorn, readAnchor } from './anchor.ts';
import type { Findings } from './findings.ts';
import type { Mac } from './mac.ts';

/** Compares the chain with what was kept outside the database. */
export class AnchorCheck {
  readonly #findings: Findings;
  readonly #macs = new Map<bigint, string[]>();
  count = 0;
  /** Lines that a lost power supply left unfinished. */
  readonly torn: string[] = [];
  /** The one that reaches farthest. */
  last: Anchor | null = null;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  add(mac: Mac, line: string, where: string): void {
    if (isTorn(line)) {
      this.torn.push(where);
      return;
    }
    const anchor = readAnchor(mac, line);
    if (anchor === null) {
      this.#findings.line('anchor', where);
      return;
    }
    this.count++;
    const position = BigInt(anchor.position);
    const macs = this.#macs.get(position) ?? [];
    if (!macs.includes(anchor.mac)) this.#macs.set(position, [...macs, anchor.mac]);
    if (this.last === null || anchor.position > this.last.position) this.last = anchor;
  }

  /** A genuine seal of the chain. */
  compare(position: bigint, mac: string | null): void {
    const known = this.#macs.get(position);
    if (known?.some((other) => other !== mac)) this.#findings.at('rewritten', position);
  }

  /** What anchors prove beyond the end of the chain was cut off. */
  finish(highest: bigint): void {
    const farthest = BigInt(this.last?.position ?? 0);
    if (farthest > highest) this.#findings.at('cut', highest + 1n, null, farthest);
  }
}
