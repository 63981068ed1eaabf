import { replaceEqualDeep } from '@tanstack/react-query';

const versionOf = (data: unknown): number =>
  typeof data === 'object' && data !== null && 'version' in data && typeof data.version === 'number'
    ? data.version
    : Number.NEGATIVE_INFINITY;

/**
 * For what carries a version (`structuralSharing`): what was asked for before a change and is answered after it never takes
 * the place of the newer state, whichever way each of them came.
 */
export const keepNewer = (known: unknown, next: unknown): unknown =>
  versionOf(known) > versionOf(next) ? known : replaceEqualDeep(known, next);
