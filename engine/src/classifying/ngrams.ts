/** Longest n-gram, in letters. Longer ones brought nothing in cross-validation (`npm run bench -- text`). */
export const longest = 3;

/** Hash of an n-gram whose first n−1 letters hash to `before` (0 at its start): multiplicative, its high bits are the good ones. */
export const extend = (before: number, letter: number): number => Math.imul(before + letter + 1, 0x9e3779b1);

/** Known n-grams by hash: open addressing, hash and number + 1 side by side; 0 = free. Single letters have a table of their own. */
export class Vocabulary {
  readonly size: number;
  /** Number of the n-gram that is this one letter, −1 where no known n-gram has the letter. */
  readonly letters: Int32Array;
  private readonly slots: Int32Array;
  private readonly shift: number;

  /** @param known hash of feature n at index n */
  constructor(known: Int32Array) {
    this.size = known.length;
    const bits = Math.ceil(Math.log2(Math.max(known.length, 8) * 2));
    this.shift = 32 - bits;
    this.slots = new Int32Array(2 ** (bits + 1));
    for (let number = 0; number < known.length; number++) {
      const hash = known[number]!;
      let at = (hash >>> this.shift) * 2;
      while (this.slots[at + 1] !== 0) at = at + 2 === this.slots.length ? 0 : at + 2;
      this.slots[at] = hash;
      this.slots[at + 1] = number + 1;
    }
    this.letters = Int32Array.from({ length: 65_536 }, (_, letter) => this.numberOf(extend(0, letter)));
  }

  /** -1 where unknown. */
  numberOf(hash: number): number {
    const { slots } = this;
    let at = (hash >>> this.shift) * 2;
    for (;;) {
      const number = slots[at + 1]!;
      if (number === 0 || slots[at] === hash) return number - 1;
      at = at + 2 === slots.length ? 0 : at + 2;
    }
  }
}
