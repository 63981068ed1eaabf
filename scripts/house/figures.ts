import type { Reading } from './reading.ts';

/** The figures of style.md for this project. */
export type Figures = {
  files: number;
  medianLines: number;
  /** Longest first. */
  long: { path: string; lines: number }[];
  longShare: number;
  testLines: number;
  codeLines: number;
  anys: number;
  anyPerThousand: number;
  titles: number;
  should: number;
  tests: number;
  mocks: number;
};

export const longLimit = 400;

const sum = (numbers: number[]) => numbers.reduce((total, next) => total + next, 0);

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return 0;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)] ?? 0;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

export function measure(readings: readonly Reading[]): Figures {
  const code = readings.filter(({ test }) => !test);
  const long = readings
    .filter(({ lines }) => lines > longLimit)
    .map(({ path, lines }) => ({ path, lines }))
    .sort((a, b) => b.lines - a.lines);
  const allLines = sum(readings.map(({ lines }) => lines));
  const codeLines = sum(code.map(({ lines }) => lines));
  const anys = sum(readings.map(({ any }) => any.length));
  const titles = readings.flatMap((reading) => reading.titles);
  return {
    files: readings.length,
    medianLines: median(code.map(({ lines }) => lines)),
    long,
    longShare: readings.length === 0 ? 0 : long.length / readings.length,
    testLines: allLines - codeLines,
    codeLines,
    anys,
    anyPerThousand: allLines === 0 ? 0 : (anys / allLines) * 1000,
    titles: titles.length,
    should: titles.filter((title) => /^should\b/i.test(title.trim())).length,
    tests: sum(readings.map(({ tests }) => tests)),
    mocks: sum(readings.map(({ mocks }) => mocks)),
  };
}
