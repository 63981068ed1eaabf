/** A pattern for ILIKE that finds `text` anywhere, its own wildcards taken literally; null when there is nothing to find. */
export function likePattern(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
