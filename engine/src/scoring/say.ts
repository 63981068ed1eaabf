/** Numbers as they are read aloud in a sentence. */

// Made once: making a formatter costs fifty times as much as using it.
const grouped = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 });
export const yuan = (fen: number): string => `${grouped.format(fen / 100)} 元`;

/** Never 100 %: nothing is. */
export const percent = (score: number): string => `${Math.min(99, Math.round(score * 100))}%`;

/** At least one minute once somebody spoke. */
export const minutesOf = (seconds: number | undefined): number =>
  Math.max(1, Math.round((seconds ?? 0) / 60));

export function spell(seconds: number): string {
  return seconds < 60 ? `${seconds} 秒` : `${Math.floor(seconds / 60)} 分钟`;
}

/** `minutes` as a window: 30 分钟, 2 小时, 3 天. */
export function windowOf(minutes: number): string {
  if (minutes >= 2_880 && minutes % 1_440 === 0) return `${minutes / 1_440} 天`;
  return minutes >= 60 && minutes % 60 === 0 ? `${minutes / 60} 小时` : `${minutes} 分钟`;
}

export const hours = (n: number): number => n * 60;
export const days = (n: number): number => n * 1_440;
