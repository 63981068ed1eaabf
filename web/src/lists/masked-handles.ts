/** What each handle stands for, masked: the address cannot say it. Kept for this page alone. */
const masked = new Map<string, string>();

export const rememberMasked = (handle: string, value: string): void => {
  masked.set(handle, value);
};
export const maskedOf = (handle: string): string | undefined => masked.get(handle);
