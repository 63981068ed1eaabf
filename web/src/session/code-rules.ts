/** Six digits, however the telephone groups them. */
export const codeFits = (typed: string): boolean => /^\d{6}$/.test(typed.replace(/\s/g, ''));

/** A secret in groups of four, as it is read to somebody or typed from a screen. */
export const inGroups = (secret: string): string => secret.replace(/.{4}(?=.)/g, '$& ');
