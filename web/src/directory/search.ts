export const tabs = ['units', 'people'] as const;
export type DirectorySearch = { tab?: 'people'; q?: string };

export const readDirectorySearch = ({ tab, q }: Record<string, unknown>): DirectorySearch => ({
  ...(tab === 'people' ? { tab } : {}),
  ...((typeof q === 'string' || typeof q === 'number') && String(q).trim() !== ''
    ? { q: String(q).slice(0, 60) }
    : {}),
});
