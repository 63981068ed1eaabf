export type Cell = string | number | boolean | null;

/** What a table program would take for a formula, also in full width. */
const formula = /^[\s'"]*[=+\-@|%＝＋－＠]|^[\t\r\n]/;

/**
 * A line of CSV for table programs: every text is quoted, and what would be run as a formula is made text by an
 * apostrophe (house.md: exports cannot carry formulas).
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return `"${text.replaceAll('"', '""')}"`;
}

/** So that table programs read it as UTF-8. */
export const csvStart = '\uFEFF';
