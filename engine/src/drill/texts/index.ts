import type { FraudType } from '@lanzha/contract';
import { t01 } from './t01.ts';
import { t02 } from './t02.ts';
import { t03 } from './t03.ts';
import { t04 } from './t04.ts';
import { t05 } from './t05.ts';
import { t07 } from './t07.ts';
import { t08 } from './t08.ts';
import { t09 } from './t09.ts';
import { t10 } from './t10.ts';
import { t11 } from './t11.ts';
import type { Wordings } from './wording.ts';

/** The ten types of the official handbook of 2025 (rules.md §7.1); loans and credit records are one there. */
export const drillTypes = [
  '01',
  '02',
  '03',
  '04',
  '05',
  '07',
  '08',
  '09',
  '10',
  '11',
] as const satisfies readonly FraudType[];
export type DrillType = (typeof drillTypes)[number];

export const wordings: Readonly<Record<DrillType, Wordings>> = {
  '01': t01,
  '02': t02,
  '03': t03,
  '04': t04,
  '05': t05,
  '07': t07,
  '08': t08,
  '09': t09,
  '10': t10,
  '11': t11,
};
