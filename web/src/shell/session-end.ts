/** When a session ends: `idle` if the person does nothing more, `absolute` whatever they do. Milliseconds since 1970. */
export type SessionEnd = { idle: number; absolute: number };

/** So long before the end the page says so. */
const warnMs = 60_000;

export type Phase =
  | { phase: 'quiet' /** Until the warning. */; wait: number }
  | { phase: 'warn'; absolute: boolean /** Until the end. */; wait: number }
  | { phase: 'over' };

export const phaseAt = (now: number, { idle, absolute }: SessionEnd): Phase => {
  const end = Math.min(idle, absolute);
  if (now >= end) return { phase: 'over' };
  if (now >= end - warnMs) return { phase: 'warn', absolute: absolute <= idle, wait: end - now };
  return { phase: 'quiet', wait: end - warnMs - now };
};
