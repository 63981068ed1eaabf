import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import {
  chooseTheme,
  NativeSelect,
  Options,
  type ThemeMode,
  themeModes,
  useThemeMode,
} from '../design/index.ts';
import { changeLanguage, type Language, languages, useLanguage } from '../i18n/index.ts';
import css from './preferences.module.css';

/** Each language is named in itself, so that one can find the way back. */
const names = { 'zh-CN': '简体中文', en: 'English' } as const satisfies Record<Language, string>;

/** Language and appearance; both are kept in this browser. */
export const Preferences = () => {
  const { t } = useTranslation('session');
  const language = useLanguage();
  const mode = useThemeMode();
  const id = useId();
  const chooseLanguage = (value: string) => void changeLanguage(value as Language);
  return (
    <div className={css.preferences}>
      <div className={css.one}>
        <label htmlFor={`${id}language`}>{t('language')}</label>
        <NativeSelect
          id={`${id}language`}
          value={language}
          onChange={({ target }) => chooseLanguage(target.value)}
        >
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {names[one]}
            </option>
          ))}
        </NativeSelect>
      </div>
      <div className={css.one}>
        <label htmlFor={`${id}theme`}>{t('theme')}</label>
        <NativeSelect
          id={`${id}theme`}
          value={mode}
          onChange={({ target }) => chooseTheme(target.value as ThemeMode)}
        >
          <Options of={themeModes} name={(one) => t(`themes.${one}`)} />
        </NativeSelect>
      </div>
    </div>
  );
};
