/** What was typed or pasted, one address or range after the other, however they are set apart. */
export const rangesIn = (text: string): string[] => text.split(/[\s,;，；、]+/).filter((one) => one !== '');
