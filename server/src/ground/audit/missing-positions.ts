import type { Findings } from './findings.ts';

const rememberedAtMost = 1_000;

/** Positions that were skipped; one that turns up later was moved, the rest was removed. */
export class MissingPositions {
  readonly #findings: Findings;
  #ranges: { from: bigint; to: bigint }[] = [];

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** `from` to `to`, both included; nothing when `from` is greater. */
  add(from: bigint, to: bigint): void {
    if (from > to) return;
    this.#ranges.push({ from, to });
    if (this.#ranges.length > rememberedAtMost) this.#tell(this.#ranges.shift()!);
  }

  found(position: bigint): void {
    this.#ranges = this.#ranges.flatMap((range) => {
      if (position < range.from || position > range.to) return [range];
      const rest = [
        { from: range.from, to: position - 1n },
        { from: position + 1n, to: range.to },
      ];
      return rest.filter(({ from, to }) => from <= to);
    });
  }

  finish(): void {
    for (const range of this.#ranges) this.#tell(range);
    this.#ranges = [];
  }

  #tell({ from, to }: { from: bigint; to: bigint }): void {
    this.#findings.at('sealGone', from, null, to);
  }
}
