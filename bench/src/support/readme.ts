import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const readme = join(import.meta.dirname, '../../README.md');

/** Replaces the section of a bench in bench/README.md, between its markers; appends it when there is none yet. */
export async function writeSection(name: string, markdown: string): Promise<void> {
  const text = await readFile(readme, 'utf8');
  await writeFile(readme, withSection(text, name, markdown));
}

export function withSection(text: string, name: string, markdown: string): string {
  const [begin, end] = [`<!-- ${name}: written by the bench -->`, `<!-- ${name}: end -->`];
  const section = `${begin}\n${markdown.trim()}\n${end}`;
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) return `${text.trimEnd()}\n\n${section}\n`;
  return text.slice(0, from) + section + text.slice(to + end.length);
}

/** A table; columns of figures stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const isFigures = (index: number) => rows.every((row) => /^[\d.,%–-]+$/.test(String(row[index])));
  return [
    line(head),
    line(head.map((_, index) => (isFigures(index) ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n');
}

export const percent = (share: number) => (Number.isNaN(share) ? '–' : `${(share * 100).toFixed(1)}%`);
export const three = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(3));
