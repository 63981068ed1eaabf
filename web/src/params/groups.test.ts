import type { Param } from '@lanzha/contract';
import { expect, test } from 'vitest';
import { grouped, matches } from './groups.ts';

const param = (code: string) =>
  ({
    code,
    meaning: { zh: '高级预警多久之内要联系上当事人', en: 'Time to reach' },
    current: { legalBasis: 'rules §6.3', certainty: '设计' },
  }) as Param;

test('parameters stand under the heading of their room; one of an unknown room is not lost', () => {
  const shown = grouped(['files.bytes', 'warning.undo', 'clock.office.hours', 'brand.new'].map(param));
  expect(shown.map(({ group, params }) => [group, params.map(({ code }) => code)])).toEqual([
    ['warning', ['warning.undo', 'clock.office.hours']],
    ['files', ['files.bytes']],
    ['other', ['brand.new']],
  ]);
});

test('a search looks at names, codes, bases and certainty', () => {
  const one = param('warning.high.contact');
  for (const q of ['联系上', 'HIGH', '§6.3', '设计', 'reach']) expect(matches(one, q)).toBe(true);
  expect(matches(one, '见面')).toBe(false);
});
