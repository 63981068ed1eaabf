import { type Refusal, refuse } from '../refusal/index.ts';
import { holdsIdentifier } from '../vault/index.ts';
import { createBuckets } from './buckets.ts';

type WordsRefusal = Refusal<'TOO_MANY_REQUESTS', { retryAfter: number }> | Refusal<'IDENTIFIER_IN_LIST'>;

/** Looking for words reads much: each person may begin thirty at once, and one more every two seconds. */
const atOnce = 30;
const everyMs = 2_000;

/**
 * What stands before a list that looks for words, for each process: how often one person may, and that identifiers are looked
 * for in the search of persons instead, which keeps them out of addresses and on record.
 */
export function createWordSearches(): (person: string, words: string | undefined) => WordsRefusal | null {
  const buckets = createBuckets(atOnce, everyMs);
  return (person, words = '') => {
    if (words === '') return null;
    if (holdsIdentifier(words)) return refuse('IDENTIFIER_IN_LIST');
    const retryAfter = buckets.take(person);
    return retryAfter === 0 ? null : refuse('TOO_MANY_REQUESTS', { retryAfter });
  };
}
