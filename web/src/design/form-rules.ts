/** A sentence when the value does not hold, null when it does. */
export type Rule<T, V> = (value: T, all: V) => string | null;
/** In the order of the form: the first broken one gets the focus. */
export type Rules<V> = { readonly [K in keyof V]?: Rule<V[K], V> };

/** Values of a form opened on `base`, which has become `next`: what was not touched follows. */
export const rebased = <V extends Record<string, unknown>>(values: V, base: V, next: V): V => ({
  ...next,
  ...Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== base[name])),
});

export const firstBroken = <V extends Record<string, unknown>>(
  values: V,
  rules: Rules<V>,
  only?: readonly (keyof V)[],
) => {
  const sentences: { [K in keyof V]?: string } = {};
  let first: (keyof V & string) | null = null;
  for (const name of Object.keys(rules) as (keyof V & string)[]) {
    if (only && !only.includes(name)) continue;
    const sentence = rules[name]?.(values[name], values) ?? null;
    if (sentence === null) continue;
    sentences[name] = sentence;
    first ??= name;
  }
  return { sentences, first };
};
