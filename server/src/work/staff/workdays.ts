import chineseDays from 'chinese-days';

const dayMs = 86_400_000;

/** The working day `count` working days after `day` (both YYYY-MM-DD): public holidays and the days made up for them count. */
export function addWorkdays(day: string, count: number): string {
  let at = Date.parse(`${day}T00:00:00Z`);
  for (let left = count; left > 0; ) {
    at += dayMs;
    if (chineseDays.isWorkday(isoDay(at))) left--;
  }
  return isoDay(at);
}

const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);
