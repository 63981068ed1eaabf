import type { Signal } from '@lanzha/contract';
import type { TextVerdict } from '@lanzha/engine/scoring';
import type { RejectedLine, Sender } from '../../facts/signals/index.ts';
import type { Identifier } from '../../work/deciding/index.ts';
import type { PreparedLine } from './prepare.ts';

/**
 * Prepared lines as they go from thread to thread: a column for each member, since an object a line costs four times as much
 * to copy. Signals are not in it: their canonical text gives them back.
 */
export interface Columns {
  /** Lines that stay out, by their position among all. */
  readonly rejected: readonly (readonly [number, RejectedLine])[];
  readonly at: Float64Array;
  readonly canonical: readonly string[];
  readonly idHash: readonly string[];
  readonly content: readonly string[];
  readonly words: readonly (TextVerdict | undefined)[];
  /** Of each line, how many of `keys` and `ranks` are its own. */
  readonly identifiers: Uint8Array;
  readonly keys: readonly string[];
  readonly ranks: Uint8Array;
}

export function toColumns(lines: readonly PreparedLine[]): Columns {
  const rejected: [number, RejectedLine][] = [];
  const canonical: string[] = [];
  const idHash: string[] = [];
  const content: string[] = [];
  const words: (TextVerdict | undefined)[] = [];
  const keys: string[] = [];
  const at: number[] = [];
  const counts: number[] = [];
  const ranks: number[] = [];
  lines.forEach((line, position) => {
    if ('error' in line) {
      rejected.push([position, line]);
      return;
    }
    at.push(line.at);
    canonical.push(line.canonical);
    idHash.push(line.idHash);
    content.push(line.content);
    words.push(line.words);
    counts.push(line.identifiers.length);
    for (const { key, rank } of line.identifiers) {
      keys.push(key);
      ranks.push(rank);
    }
  });
  return {
    rejected,
    at: Float64Array.from(at),
    canonical,
    idHash,
    content,
    words,
    identifiers: Uint8Array.from(counts),
    keys,
    ranks: Uint8Array.from(ranks),
  };
}

/** Gives the lines back in their order: the next `count` of them, which `sender` sent. */
export function readingColumns(columns: Columns): (count: number, sender: Sender) => PreparedLine[] {
  const { rejected, at, canonical, idHash, content, words, keys, ranks } = columns;
  let position = 0;
  let row = 0;
  let key = 0;
  let out = 0;
  const next = ({ unitId, source }: Sender): PreparedLine => {
    if (rejected[out]?.[0] === position) return rejected[out++]![1];
    const identifiers: Identifier[] = [];
    for (const end = key + columns.identifiers[row]!; key < end; key++)
      identifiers.push({ key: keys[key]!, rank: ranks[key] as Identifier['rank'] });
    const line = {
      signal: JSON.parse(canonical[row]!) as Signal,
      at: at[row]!,
      canonical: canonical[row]!,
      unitId,
      source,
      idHash: idHash[row]!,
      content: content[row]!,
      identifiers,
      words: words[row],
    };
    row++;
    return line;
  };
  return (count, sender) => {
    const lines: PreparedLine[] = [];
    for (const end = position + count; position < end; position++) lines.push(next(sender));
    return lines;
  };
}
