import type { Findings } from './findings.ts';
import type { Mac } from './mac.ts';
import { MissingPositions } from './missing-positions.ts';
import { digestOf, noMac, type StoredRecord, type StoredSeal, sealMacOf } from './stored.ts';
import { SwappedSeals } from './swapped-seals.ts';
import { isSigned } from './writer.ts';

/** A seal and the record it names; `record` is null when that is gone. */
export interface Link {
  readonly seal: StoredSeal;
  readonly record: StoredRecord | null;
}

const farthestMove = 64n; // how far from its place a seal is still recognised
const searchesAtMost = 5_000; // … and for how many: each costs 128 macs

/** Takes the chain link by link, in the order of positions, and says what does not fit. Memory does not grow with it. */
export class ChainCheck {
  readonly #mac: Mac;
  readonly #findings: Findings;
  readonly #missing: MissingPositions;
  readonly #swapped: SwappedSeals;
  #previous: { genuine: bigint; mac: string } | null = { genuine: 0n, mac: noMac };
  #stated: bigint | null = null;
  #shift = 0n;
  #searches = searchesAtMost;
  /** Seals that are ours, at whatever position. */
  genuine = 0;
  links = 0;
  /** From the first record on that a program with the key wrote, all must be. */
  signedSince: bigint | null = null;
  unsignedBefore = 0;
  /** Before it every record is sealed, says the last genuine seal. */
  horizon = 0n;
  /** How far the chain goes. */
  highest = 0n;
  /** The last genuine seal. */
  last: { position: bigint; mac: string } | null = null;

  constructor(mac: Mac, findings: Findings) {
    this.#mac = mac;
    this.#findings = findings;
    this.#missing = new MissingPositions(findings);
    this.#swapped = new SwappedSeals(mac, findings);
  }

  /** @returns the position at which this seal was made, null when it is not ours */
  take({ seal, record }: Link): bigint | null {
    this.links++;
    const stated = BigInt(seal.position ?? -1);
    if (stated === this.#stated) {
      this.#findings.at('twice', stated, seal.record_id);
      return null;
    }
    this.#stated = stated;
    const digest = record === null ? null : digestOf(this.#mac, record);
    const genuine = this.#genuinePosition(seal, stated);
    if (genuine === null) this.#takeForged(seal, record, stated, digest);
    else this.#takeGenuine({ seal, record }, stated, genuine, digest);
    return genuine;
  }

  finish(): void {
    this.#missing.finish();
    this.#swapped.finish();
  }

  #takeGenuine({ seal, record }: Link, stated: bigint, genuine: bigint, digest: string | null): void {
    this.genuine++;
    this.#shift = genuine - stated;
    if (genuine !== stated) this.#findings.at('moved', stated, seal.record_id);
    if (genuine > this.highest) {
      this.#missing.add(this.highest + 1n, genuine - 1n);
      this.highest = genuine;
    } else this.#missing.found(genuine);
    const follows = this.#previous !== null && this.#previous.genuine + 1n === genuine;
    if (follows && this.#previous?.mac !== seal.prev) this.#findings.at('broken', genuine);
    this.#previous = { genuine, mac: seal.mac ?? '' };
    this.last = { position: genuine, mac: seal.mac ?? '' };
    this.horizon = BigInt(seal.horizon ?? 0);

    if (digest === null) this.#findings.at('recordGone', genuine, seal.record_id);
    else if (digest !== seal.digest) this.#findings.at('altered', genuine, seal.record_id);
    else if (seal.signed === 'true') this.signedSince ??= genuine;
    else if (this.signedSince === null && record?.writer_mac === null) this.unsignedBefore++;
    else this.#findings.at('unsigned', genuine, seal.record_id);
  }

  #takeForged(seal: StoredSeal, record: StoredRecord | null, stated: bigint, digest: string | null): void {
    this.#previous = null;
    const place = stated + this.#shift;
    const inserted = record !== null && this.signedSince !== null && !isSigned(this.#mac, record);
    if (inserted && digest !== seal.digest) this.#findings.at('sealInserted', stated, seal.record_id);
    else this.#swapped.add(seal, stated);
    if (place === this.highest + 1n) this.highest = place;
    else this.#missing.found(place);
  }

  /** Where the seal was made: as it says, or not far from there when positions were rewritten. */
  #genuinePosition(seal: StoredSeal, stated: bigint): bigint | null {
    const fits = (position: bigint) =>
      sealMacOf(this.#mac, { ...seal, position: String(position) }) === seal.mac;
    if (fits(stated)) return stated;
    if (this.#shift !== 0n && fits(stated + this.#shift)) return stated + this.#shift;
    if (this.#searches-- <= 0) return null;
    for (let by = 1n; by <= farthestMove; by++) {
      if (fits(stated + by)) return stated + by;
      if (fits(stated - by)) return stated - by;
    }
    return null;
  }
}
