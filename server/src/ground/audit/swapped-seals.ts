import type { Findings } from './findings.ts';
import type { Mac } from './mac.ts';
import { type StoredSeal, sealMacOf } from './stored.ts';

const heldAtMost = 64;

/** Seals that do not fit: where the records of two were exchanged, they fit again crosswise. */
export class SwappedSeals {
  readonly #mac: Mac;
  readonly #findings: Findings;
  #held: { seal: StoredSeal; at: bigint }[] = [];

  constructor(mac: Mac, findings: Findings) {
    this.#mac = mac;
    this.#findings = findings;
  }

  add(seal: StoredSeal, at: bigint): void {
    if (this.#held.length < heldAtMost) this.#held.push({ seal, at });
    else this.#findings.at('forged', at, seal.record_id);
  }

  finish(): void {
    for (const { seal, at } of this.#held) {
      const swapped = this.#held.some((other) => other.seal !== seal && this.#fitsWith(seal, other.seal));
      this.#findings.at(swapped ? 'swapped' : 'forged', at, seal.record_id);
    }
    this.#held = [];
  }

  #fitsWith(seal: StoredSeal, { record_id, digest }: StoredSeal): boolean {
    const crosswise = [
      { ...seal, record_id, digest },
      { ...seal, record_id },
    ];
    return crosswise.some((fields) => sealMacOf(this.#mac, fields) === seal.mac);
  }
}
