import 'i18next';

/** Each feature adds its own words here from its `words-zh.ts`; deleting the feature takes them away. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface WordSpaces {}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: WordSpaces;
  }
}

/** The same keys with a sentence under each: what every other language must answer. */
export type SameWords<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameWords<T[K]> };
