const units = { 千: 1_000n, 万: 10_000n, 亿: 100_000_000n } as const;

/**
 * Reads an amount in yuan as people type it (blanks, full-width digits, commas, 元, ¥, 千, 万, 亿) and
 * answers fen. Null when it cannot be read, has parts of a fen, or is too large to be exact.
 */
export const readYuan = (typed: string): number | null => {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s,]/g, '')
    .replace(/^¥/, '')
    .replace(/(元整?|块)$/, '');
  const [, whole, part = '', unit] = /^(\d{1,15})(?:\.(\d{1,10}))?([千万亿])?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const times = unit === undefined ? 1n : units[unit as keyof typeof units];
  const scale = 10n ** BigInt(part.length);
  const fen = BigInt(whole + part) * times * 100n;
  if (fen % scale !== 0n) return null;
  const answer = Number(fen / scale);
  return Number.isSafeInteger(answer) ? answer : null;
};
