import type { Citizen } from './people.ts';
import { ageOf } from './people.ts';
import type { DrillType } from './texts/index.ts';

type Span = readonly [least: number, most: number];

/** One beat of a fraud. `after` in minutes since the beat before; who believes less than `asks` (0–1) stops here. */
export type Beat = { readonly after: Span; readonly asks: number } & (
  | { readonly beat: 'sms' }
  | CallBeat
  | { readonly beat: 'visit' }
  | { readonly beat: 'install'; readonly sharing: boolean }
  /** `yuan` for each payment; each further one asks a little more. */
  | { readonly beat: 'small' | 'pay'; readonly yuan: Span; readonly times: Span; readonly gap: Span }
);

interface CallBeat {
  readonly beat: 'call';
  readonly minutes: Span;
  readonly from: 'foreign' | 'spoofed' | 'mobile';
  /** It has been going on already: it is over when it is told of. */
  readonly begun?: true;
}

export interface Script {
  /** How often it is tried, against the others. */
  readonly weight: number;
  /** How well a person suits it, 0–1. */
  readonly suits: (citizen: Citizen) => number;
  readonly beats: readonly Beat[];
  /** Hours from the last payment to the report, when there is one. */
  readonly report: Span;
  /** Share of victims whom no word reaches, besides the usual. */
  readonly charmed: number;
}

const days = (n: number) => n * 1_440;
const hours = (n: number) => n * 60;
const aged = (least: number, most: number) => (citizen: Citizen) =>
  ageOf(citizen) >= least && ageOf(citizen) <= most ? 1 : 0.08;
const sms: Beat = { beat: 'sms', after: [0, 0], asks: 0 };

/** How each type goes, as the handbook tells it (rules.md §7.1), with times and sums of the order that victims report. */
export const scripts: Readonly<Record<DrillType, Script>> = {
  '01': {
    weight: 26,
    suits: (citizen) => (['student', 'homemaker', 'jobless', 'clerk'].includes(citizen.occupation) ? 1 : 0.2),
    beats: [
      sms,
      { beat: 'visit', after: [4, 90], asks: 0.35 },
      { beat: 'small', after: [15, 90], asks: 0.45, yuan: [80, 900], times: [1, 4], gap: [15, 80] },
      { beat: 'call', after: [20, 120], asks: 0.52, minutes: [3, 12], from: 'mobile' },
      { beat: 'pay', after: [10, 90], asks: 0.56, yuan: [2_000, 32_000], times: [2, 5], gap: [20, 200] },
    ],
    report: [2, 60],
    charmed: 0.05,
  },
  '02': {
    weight: 12,
    suits: aged(32, 70),
    beats: [
      sms,
      { beat: 'install', after: [days(1), days(5)], asks: 0.42, sharing: false },
      {
        beat: 'small',
        after: [60, hours(20)],
        asks: 0.5,
        yuan: [1_000, 8_000],
        times: [1, 2],
        gap: [300, days(1)],
      },
      {
        beat: 'pay',
        after: [days(1), days(3)],
        asks: 0.58,
        yuan: [20_000, 160_000],
        times: [2, 4],
        gap: [hours(10), days(3)],
      },
    ],
    report: [24, 120],
    charmed: 0.25,
  },
  '03': {
    weight: 11,
    suits: aged(18, 60),
    beats: [
      sms,
      { beat: 'visit', after: [3, 180], asks: 0.35 },
      { beat: 'pay', after: [10, 200], asks: 0.5, yuan: [500, 14_000], times: [1, 3], gap: [30, 400] },
    ],
    report: [5, 96],
    charmed: 0,
  },
  '04': {
    weight: 14,
    suits: aged(18, 55),
    beats: [
      { beat: 'call', after: [0, 0], asks: 0, minutes: [8, 32], from: 'foreign' },
      { beat: 'install', after: [3, 14], asks: 0.48, sharing: true },
      { beat: 'pay', after: [5, 30], asks: 0.57, yuan: [6_000, 90_000], times: [1, 4], gap: [4, 25] },
    ],
    report: [1, 10],
    charmed: 0.05,
  },
  '05': {
    weight: 10,
    suits: (citizen) =>
      ['worker', 'shop_owner', 'driver', 'jobless'].includes(citizen.occupation) ? 1 : 0.15,
    beats: [
      sms,
      { beat: 'call', after: [20, 240], asks: 0.35, minutes: [4, 15], from: 'mobile' },
      { beat: 'install', after: [5, 60], asks: 0.44, sharing: false },
      { beat: 'pay', after: [20, 150], asks: 0.55, yuan: [1_500, 22_000], times: [2, 4], gap: [15, 120] },
    ],
    report: [3, 48],
    charmed: 0,
  },
  '07': {
    weight: 7,
    suits: (citizen) =>
      ['finance', 'clerk', 'civil_servant', 'shop_owner', 'retired'].includes(citizen.occupation) ? 1 : 0.1,
    beats: [
      sms,
      { beat: 'call', after: [30, hours(18)], asks: 0.4, minutes: [2, 7], from: 'mobile' },
      { beat: 'pay', after: [15, 120], asks: 0.56, yuan: [10_000, 260_000], times: [1, 2], gap: [20, 90] },
    ],
    report: [1, 24],
    charmed: 0,
  },
  '08': {
    weight: 7,
    suits: (citizen) => Math.max(aged(19, 30)(citizen), aged(55, 85)(citizen)),
    beats: [
      { beat: 'call', after: [0, 0], asks: 0, minutes: [18, 80], from: 'spoofed' },
      { beat: 'call', after: [40, 240], asks: 0.42, minutes: [30, 100], from: 'foreign' },
      { beat: 'install', after: [5, 30], asks: 0.5, sharing: true },
      {
        beat: 'pay',
        after: [30, hours(8)],
        asks: 0.56,
        yuan: [40_000, 420_000],
        times: [1, 4],
        gap: [30, hours(20)],
      },
    ],
    report: [4, 72],
    charmed: 0.25,
  },
  '09': {
    weight: 5,
    suits: aged(25, 62),
    beats: [
      sms,
      { beat: 'sms', after: [days(2), days(7)], asks: 0.38 },
      { beat: 'visit', after: [30, hours(20)], asks: 0.46 },
      {
        beat: 'small',
        after: [60, hours(12)],
        asks: 0.5,
        yuan: [500, 5_000],
        times: [1, 3],
        gap: [hours(2), days(1)],
      },
      {
        beat: 'pay',
        after: [hours(8), days(2)],
        asks: 0.57,
        yuan: [8_000, 120_000],
        times: [2, 4],
        gap: [hours(6), days(2)],
      },
    ],
    report: [24, 160],
    charmed: 0.3,
  },
  '10': {
    weight: 5,
    suits: aged(10, 26),
    beats: [
      sms,
      { beat: 'visit', after: [2, 60], asks: 0.3 },
      { beat: 'call', after: [5, 60], asks: 0.4, minutes: [3, 20], from: 'mobile' },
      { beat: 'pay', after: [4, 40], asks: 0.5, yuan: [300, 6_000], times: [1, 4], gap: [4, 40] },
    ],
    report: [1, 30],
    charmed: 0,
  },
  '11': {
    weight: 3,
    suits: aged(20, 60),
    beats: [
      sms,
      { beat: 'call', after: [5, 120], asks: 0.38, minutes: [8, 28], from: 'foreign' },
      { beat: 'install', after: [3, 12], asks: 0.5, sharing: true },
      { beat: 'pay', after: [4, 25], asks: 0.56, yuan: [5_000, 80_000], times: [1, 3], gap: [4, 20] },
    ],
    report: [1, 8],
    charmed: 0,
  },
};
