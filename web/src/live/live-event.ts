import type { LiveEvent } from '@lanzha/contract';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Reads one event of `GET /api/v1/live`; what this page does not know (yet) is null. */
export const readLiveEvent = (data: string): LiveEvent | null => {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  if (!isRecord(value)) return null;
  const { type, id, at, level, version } = value;
  if (type === 'reset') return { type };
  if (typeof id !== 'string' || typeof at !== 'string') return null;
  if (type === 'notice.changed' || type === 'file.attached') return { type, id, at };
  if (type === 'warning.created' && typeof level === 'string') return { type, id, level, at };
  if ((type === 'warning.changed' || type === 'incident.changed') && typeof version === 'number')
    return { type, id, version, at };
  if (type === 'warning.clock') {
    const clock = (['contact', 'meet'] as const).find((each) => each === value.clock);
    const step = (['prewarn', 'due', 'escalate', 'resume'] as const).find((each) => each === value.step);
    if (clock !== undefined && step !== undefined) return { type, id, clock, step, at };
  }
  return null;
};
