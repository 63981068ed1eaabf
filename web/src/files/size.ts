/** 1536 → 1.5 KB. */
export const sizeInWords = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${round(kilo)} KB` : `${round(kilo / 1024)} MB`;
};

const round = (value: number) =>
  value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
