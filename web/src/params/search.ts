export type ParamsSearch = { only?: 'unverified'; q?: string };

export const readParamsSearch = ({ only, q }: Record<string, unknown>): ParamsSearch => ({
  ...(only === 'unverified' ? { only } : {}),
  ...((typeof q === 'string' || typeof q === 'number') && String(q).trim() !== ''
    ? { q: String(q).slice(0, 60) }
    : {}),
});
