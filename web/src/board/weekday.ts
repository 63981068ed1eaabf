import { type Language, startOfDay } from '../i18n/index.ts';

/** 周一, Monday: of a day (2026-03-02) in Asia/Shanghai. */
export const weekdayOf = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language, {
    weekday: language === 'zh-CN' ? 'short' : 'long',
    timeZone: 'Asia/Shanghai',
  }).format(new Date(startOfDay(day)));
