import { expect, test } from 'vitest';
import { fraudOrNormal, macroF1, qualityOf } from './quality.ts';

const judged = [
  { truth: '01', said: '01' },
  { truth: '01', said: '02' },
  { truth: '02', said: '02' },
  { truth: 'normal', said: 'normal' },
  { truth: 'normal', said: '01' },
];

test('precision, recall and F1 of a label', () => {
  expect(qualityOf(judged, '01')).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5, support: 2 });
  expect(qualityOf(judged, '02')).toEqual({ precision: 0.5, recall: 1, f1: 2 / 3, support: 1 });
});

test('macro-F1 is the mean over the labels that occur', () => {
  expect(macroF1(judged)).toBeCloseTo((0.5 + 2 / 3 + 2 / 3) / 3);
});

test('one type taken for another is still fraud', () => {
  expect(qualityOf(judged.map(fraudOrNormal), 'fraud')).toMatchObject({ recall: 1, precision: 0.75 });
});
