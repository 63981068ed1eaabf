/** Time in its two largest units; below an hour also the seconds count. */
export type Span = { unit: 'days' | 'hours' | 'minutes'; large: number; small: number };

/** Of milliseconds, whether they lie ahead or behind. */
export const spanOf = (milliseconds: number): Span => {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return { unit: 'days', large: Math.floor(hours / 24), small: hours % 24 };
  if (hours >= 1) return { unit: 'hours', large: hours, small: minutes % 60 };
  return { unit: 'minutes', large: minutes, small: seconds % 60 };
};
