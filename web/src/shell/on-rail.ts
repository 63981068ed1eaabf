/** So many entries a rail may have before the eye no longer finds them; the last then opens the others. */
const most = 9;

/** What the rail shows at once, and what stands behind its last entry. */
export const onRail = <Room>(own: readonly Room[]): { first: readonly Room[]; more: readonly Room[] } =>
  own.length <= most
    ? { first: own, more: [] }
    : { first: own.slice(0, most - 1), more: own.slice(most - 1) };
