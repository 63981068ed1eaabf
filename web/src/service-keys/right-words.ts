import type { KeyRight } from '@lanzha/contract';

/** Under which word a right stands: i18next takes the colon in its name for the end of a word space. */
export const wordOf = { 'signals:write': 'write', 'signals:explain': 'explain' } as const satisfies Record<
  KeyRight,
  string
>;
