import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, rememberedLanguage, rememberLanguage } from './language.ts';
import type { WordSpaces } from './spaces.ts';

type WordFile = { words: Record<string, unknown> };
/** Every feature keeps its words beside its pages; they load with the page that needs them. */
const files = import.meta.glob<WordFile>('../*/words-{zh,en}.ts');
const folderOf = (space: string) => (space === 'common' ? '.' : `../${space}`);

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: async (language, space) => {
    const file = files[`${folderOf(space)}/words-${language === 'en' ? 'en' : 'zh'}.ts`];
    return file ? (await file()).words : {};
  },
};

export const startWords = async (): Promise<void> => {
  const language = rememberedLanguage();
  document.documentElement.lang = language;
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      load: 'currentOnly',
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
};

/** Part of a route's loader: the page is never shown before its words. */
export const loadWords = (...spaces: (keyof WordSpaces)[]): Promise<void> => i18next.loadNamespaces(spaces);

export const changeLanguage = async (language: Language): Promise<void> => {
  await i18next.changeLanguage(language);
  rememberLanguage(language);
};
