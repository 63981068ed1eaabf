import { eachConcept } from './concepts.ts';
import { extend, longest } from './ngrams.ts';

/** Calls `each` with the hash, start and length of every feature of a text: n-grams, concepts, and concepts that follow each other. */
export function eachFeature(
  letters: Uint16Array,
  each: (hash: number, start: number, length: number) => void,
): void {
  for (let start = 0; start < letters.length; start++) {
    let hash = 0;
    for (let length = 1; length <= longest && start + length <= letters.length; length++) {
      hash = extend(hash, letters[start + length - 1]!);
      each(hash, start, length);
    }
  }
  eachConcept(letters, each);
}
