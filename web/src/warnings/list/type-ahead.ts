/** Digits typed one after the other belong together for a second. `at` in milliseconds of one clock. */
export type Typed = { digits: string; at: number };
const together = 1_000;

export const numberTyped = (before: Typed, digit: string, at: number): Typed => ({
  digits: at - before.at < together ? before.digits + digit : digit,
  at,
});
