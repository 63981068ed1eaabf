/** When a key ends: a day (2027-06-30) means its end in Asia/Shanghai; an instant needs its zone. null: neither. */
export function readEndOfKey(text: string): Date | null {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  if (!day && !/^\d{4}-\d{2}-\d{2}T.+(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const instant = new Date(day ? `${text}T00:00:00+08:00` : text);
  if (Number.isNaN(instant.getTime())) return null;
  // A day that the month does not have would silently be one of the next.
  if (day && new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) !== text) return null;
  return day ? new Date(instant.getTime() + 86_400_000) : instant;
}
