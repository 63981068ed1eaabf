export { dayOf, endOfDay, formatInstant, formatYuan, startOfDay } from './format.ts';
export { type Language, languages } from './language.ts';
export type { SameWords } from './spaces.ts';
export { spanOf } from './span.ts';
export { changeLanguage, loadWords, startWords } from './start.ts';
export { useLanguage } from './use-language.ts';
export { useTitle } from './use-title.ts';
