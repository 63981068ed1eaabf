import type { Param } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/index.ts';

/** What a parameter decides, in the language of the page; its code when nobody described it. */
export const useParamName = () => {
  const language = useLanguage();
  return ({ code, meaning }: Pick<Param, 'code' | 'meaning'>): string =>
    meaning === null ? code : language === 'en' ? meaning.en : meaning.zh;
};

const units = [
  's',
  'min',
  'h',
  'd',
  'percent',
  'times',
  'records',
  'points',
  'entries',
  'uploads',
  'bytes',
  'MB',
  'megapixels',
] as const;
/** The house's own sources as people call them; what a person typed stays as it is. */
export const useBasis = () => {
  const { t } = useTranslation('params');
  return (basis: string): string => {
    const [, source, rest = ''] =
      /^(rules|practice|decision|house\.md|interfaces\.md|screens\.md)\s*(.*)$/.exec(basis) ?? [];
    if (source === undefined) return basis;
    const known = source.replace('.md', '');
    const name = (['rules', 'practice', 'decision', 'house', 'interfaces', 'screens'] as const).find(
      (one) => one === known,
    );
    return name === undefined ? basis : `${t(`source.${name}`)} ${rest}`.trim();
  };
};

const choices = ['always', 'office', 'all', 'nobody'] as const;

/** A value with its unit, as one reads it: 120 分钟. */
export const useParamValue = () => {
  const { t } = useTranslation('params');
  return ({ value, unit }: { value: string; unit: string }): string => {
    if (value === '') return t('nothing');
    const choice = choices.find((one) => one === value);
    if (choice !== undefined) return t(`choice.${choice}`);
    const number = Number(value);
    const shown = Number.isFinite(number) ? number.toLocaleString('en-US') : value;
    const longer = unit === 'min' && number >= 60 && number % 60 === 0 ? number / 60 : null;
    if (longer !== null)
      return longer >= 24 && longer % 24 === 0
        ? t('unit.minutesAsDays', { value: shown, days: longer / 24 })
        : t('unit.minutesAsHours', { value: shown, hours: longer });
    const known = unit === 'bytes/s' ? 'bytesPerSecond' : units.find((one) => one === unit);
    return known === undefined ? shown : t(`unit.${known}`, { value: shown });
  };
};
