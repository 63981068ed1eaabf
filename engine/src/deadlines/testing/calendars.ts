import type { Calendar, Segment } from '../calendar.ts';

const shift: readonly Segment[] = [
  [510, 720],
  [840, 1050],
];

/** 8:30–12:00 and 14:00–17:30 with the National Day of 2026: two days off, and a Saturday made up for. */
export const office: Calendar = {
  kind: 'hours',
  offset: 480,
  week: [[], shift, shift, shift, shift, shift, []],
  exceptions: new Map([
    ['2026-10-01', []],
    ['2026-10-02', []],
    ['2026-10-10', shift],
  ]),
};

/** Split shifts over midnight: the evening, the night, and an hour at noon; every day of the week. */
export const nights: Calendar = {
  kind: 'hours',
  offset: 480,
  week: Array.from({ length: 7 }, () => [
    [0, 360],
    [720, 780],
    [1200, 1440],
  ]),
  exceptions: new Map(),
};

export const always: Calendar = { kind: 'always' };
