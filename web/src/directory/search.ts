export const tabs = ['units', 'people', 'places'] as const;
export type DirectorySearch = { tab?: 'people' | 'places'; q?: string };

export const readDirectorySearch = ({ tab, q }: Record<string, unknown>): DirectorySearch => ({
  ...(tab === 'people' || tab === 'places' ? { tab } : {}),
  ...((typeof q === 'string' || typeof q === 'number') && String(q).trim() !== ''
    ? { q: String(q).slice(0, 60) }
    : {}),
});
