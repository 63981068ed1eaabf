import type { FileSubject } from '@lanzha/contract';
import type { Tx } from '../db/index.ts';
import { maskText } from '../vault/index.ts';

/** Masks in words about a subject what the room it belongs to knows of its people: names, which no pattern finds. */
export type MaskPeople = (tx: Tx, subject: FileSubject) => Promise<(words: string) => string>;

/**
 * Masks names of files and their text: numbers, and the people of all that the file belongs to. Masking takes separators away,
 * so it is done until nothing more is found.
 */
export async function wordsMasker(
  tx: Tx,
  people: MaskPeople,
  subjects: readonly FileSubject[],
): Promise<(words: string) => string> {
  const masks = await Promise.all(subjects.map((subject) => people(tx, subject)));
  return (words) => {
    let safe = masks.reduce((text, mask) => mask(text), words);
    for (let masked = maskText(safe); masked !== safe; masked = maskText(safe)) safe = masked;
    return safe;
  };
}
