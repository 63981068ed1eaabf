import { type Calendar, checkCalendar, type Segment } from '@lanzha/engine/deadlines';
import chineseDays from 'chinese-days';

const always: Calendar = { kind: 'always' };
/** Asia/Shanghai: no summer time since 1991. */
const offset = 480;
const firstYear = 2024;
/** The list is published a year ahead at most; a year it does not know yet is plain weeks. */
const yearsAhead = 3;

const known = new Map<string, Calendar>([['always', always]]);

/**
 * The calendar that a clock row or a parameter names: `always`, or `office` with its hours, such as
 * `office 08:30-12:00,14:00-17:30`: Monday to Friday, without public holidays, with the days made up for them.
 * The same text answers the same object. @throws RangeError for what is no calendar
 */
export function calendarOf(text: string): Calendar {
  const calendar = known.get(text) ?? officeCalendar(text);
  known.set(text, calendar);
  return calendar;
}

function officeCalendar(text: string): Calendar {
  const hours = /^office (.+)$/.exec(text)?.[1];
  if (hours === undefined) throw new RangeError(`no calendar "${text}"`);
  const shift = hours.split(',').map(segmentOf);
  return checkCalendar({
    kind: 'hours',
    offset,
    week: [[], shift, shift, shift, shift, shift, []],
    exceptions: exceptionsOf(shift),
  });
}

function segmentOf(text: string): Segment {
  const found = /^\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*$/.exec(text);
  if (found === null) throw new RangeError(`"${text}" is no span of hours like 08:30-12:00`);
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found.slice(1).map(Number);
  return [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
}

/** The days that are not what their weekday says: holidays, and week-ends made up for them. */
function exceptionsOf(shift: readonly Segment[]): Map<string, readonly Segment[]> {
  const days = new Map<string, readonly Segment[]>();
  const end = Date.UTC(new Date().getUTCFullYear() + yearsAhead, 0, 1);
  for (let day = Date.UTC(firstYear, 0, 1); day < end; day += 86_400_000) {
    const date = new Date(day).toISOString().slice(0, 10);
    const weekday = new Date(day).getUTCDay();
    const { work } = chineseDays.getDayDetail(date);
    if (work !== (weekday > 0 && weekday < 6)) days.set(date, work ? shift : []);
  }
  return days;
}
