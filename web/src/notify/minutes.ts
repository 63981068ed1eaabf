/** 1320 → 22:00. */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** 22:00 → 1320; null when it is no time of the day. */
export const minutesOf = (clock: string): number | null => {
  const [, hours, minutes] = clock.match(/^([01]?\d|2[0-3]):([0-5]\d)/) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
};
