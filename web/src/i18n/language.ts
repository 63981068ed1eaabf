/** The languages of the interface; Chinese is the first. */
export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

const key = 'lanzha.language';
const isLanguage = (value: string | null): value is Language => languages.some((one) => one === value);

/** What the person chose before; without a choice, Chinese unless the browser speaks no Chinese. */
export const rememberedLanguage = (): Language => {
  const kept = localStorage.getItem(key);
  if (isLanguage(kept)) return kept;
  return navigator.languages.some((one) => one.toLowerCase().startsWith('zh')) ||
    navigator.languages.length === 0
    ? 'zh-CN'
    : 'en';
};

export const rememberLanguage = (language: Language): void => {
  localStorage.setItem(key, language);
  document.documentElement.lang = language;
};
