import { parse } from 'csv-parse/sync';
import type { TableRow } from './table.ts';
import { isBlank, type TextLine } from './text-lines.ts';

export type Delimiter = ',' | ';' | '\t';

const sniffedLines = 10;
const longestRecord = 200; // lines: beyond that a quote was forgotten

/** The delimiter that occurs most in the first lines; a comma when none does. */
export function sniffDelimiter(lines: readonly TextLine[]): Delimiter {
  const head = lines
    .slice(0, sniffedLines)
    .map(({ text }) => text)
    .join('\n')
    .replace(/"[^"]*(?:"|$)/g, '');
  const count = (delimiter: Delimiter) => head.split(delimiter).length;
  return ([',', '\t', ';'] as const).reduce((best, one) => (count(one) > count(best) ? one : best));
}

/**
 * Reads records (RFC 4180 with any of the delimiters) and gives each the number of its first line; blank lines are left out.
 * A quote that nothing closes costs its own line alone: reading goes on with the next one.
 */
export async function* csvRows(blocks: AsyncIterable<TextLine[]>): AsyncGenerator<TableRow[]> {
  let waiting: TextLine[] = [];
  let reader: RecordReader | undefined;
  for await (const block of blocks) {
    waiting = waiting.length === 0 ? block : [...waiting, ...block];
    if (reader === undefined && waiting.length < sniffedLines) continue;
    reader ??= new RecordReader(sniffDelimiter(waiting));
    const { rows, used } = reader.read(waiting, false);
    waiting = waiting.slice(used);
    if (rows.length > 0) yield rows;
  }
  reader ??= new RecordReader(sniffDelimiter(waiting));
  if (waiting.length > 0) yield reader.read(waiting, true).rows;
}

class RecordReader {
  private readonly delimiter: Delimiter;
  /** Cells of the first plain record that is no title. */
  private width = 0;

  constructor(delimiter: Delimiter) {
    this.delimiter = delimiter;
  }

  /** Reads what is complete. @returns the rows and how many lines they took */
  read(lines: readonly TextLine[], atEnd: boolean): { rows: TableRow[]; used: number } {
    const rows: TableRow[] = [];
    const quoted: { place: number; text: string }[] = [];
    let at = 0;
    while (at < lines.length) {
      const first = lines[at]!;
      const spanning = isBalanced(first.text) ? undefined : this.readSpanning(lines, at);
      if (spanning === 'unfinished' && !atEnd) break;
      if (typeof spanning === 'object') {
        rows.push({ line: first.line, cells: spanning.cells });
        at += spanning.lines;
        continue;
      }
      if (spanning !== undefined) rows.push({ line: first.line, cells: [], broken: unclosed });
      else if (first.text.includes('"')) {
        quoted.push({ place: rows.length, text: first.text });
        rows.push({ line: first.line, cells: [] });
      } else if (!isBlank(first)) rows.push(this.plainRow(first));
      at++;
    }
    this.fillIn(rows, quoted);
    return { rows, used: at };
  }

  private plainRow({ line, text, broken }: TextLine): TableRow {
    if (broken !== undefined) return { line, cells: [], broken };
    const cells = text.split(this.delimiter);
    if (this.width < 2) this.width = cells.length;
    return { line, cells };
  }

  /** A record over several lines, read strictly: only a whole quoted cell holds line ends, and no cell is missing. */
  private readSpanning(
    lines: readonly TextLine[],
    from: number,
  ): { cells: string[]; lines: number } | 'unfinished' | 'broken' {
    let text = lines[from]!.text;
    for (let next = from + 1; next < from + longestRecord; next++) {
      const line = lines[next];
      if (line === undefined) return 'unfinished';
      if (line.broken !== undefined) return 'broken';
      text += `\n${line.text}`;
      if (line.text.includes('"') && isBalanced(text)) {
        const cells = parsed(text, { delimiter: this.delimiter })?.[0];
        return cells === undefined || cells.length < this.width
          ? 'broken'
          : { cells, lines: next - from + 1 };
      }
    }
    return 'broken';
  }

  /** One-line records with quotes are parsed together: the parser costs most when it starts. */
  private fillIn(rows: TableRow[], quoted: readonly { place: number; text: string }[]): void {
    if (quoted.length === 0) return;
    const options = { delimiter: this.delimiter, relax_quotes: true, relax_column_count: true };
    const together = parsed(quoted.map(({ text }) => text).join('\n'), options);
    quoted.forEach(({ place, text }, index) => {
      const cells = together?.length === quoted.length ? together[index] : parsed(text, options)?.[0];
      const { line } = rows[place]!;
      rows[place] = cells === undefined ? { line, cells: [], broken: unclosed } : { line, cells };
    });
  }
}

const unclosed = '引号没有成对。单元格里有引号时,整格要用引号括起,里面的引号写两遍';

const isBalanced = (text: string) => text.split('"').length % 2 === 1;

function parsed(text: string, options: object): string[][] | undefined {
  try {
    return parse(text, { ...options, record_delimiter: '\n' }) as string[][];
  } catch {
    return undefined;
  }
}
