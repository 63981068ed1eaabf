import { describe, expect, test } from 'vitest';
import { drillTypes, wordings } from './index.ts';
import { ordinaryCalls, ordinaryReports, ordinarySms } from './ordinary.ts';
import { fill } from './wording.ts';

const slots = ['name', 'sur', 'n', 'small', 'big', 'more', 'time', 'goods', 'company', 'place', 'url', 'app'];
const slotsIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

describe.each(drillTypes)('type %s', (type) => {
  const { sms, call, report } = wordings[type];

  test('has twelve wordings at least of each register, none twice', () => {
    for (const register of [sms, call, report]) {
      expect(register.length).toBeGreaterThanOrEqual(12);
      expect(new Set(register).size).toBe(register.length);
    }
  });

  test('has gaps that the story knows how to fill, and sums only in reports', () => {
    for (const text of [...sms, ...call]) for (const name of slotsIn(text)) expect(slots).toContain(name);
    for (const text of report) for (const name of slotsIn(text)) expect([...slots, 'paid']).toContain(name);
    expect(report.some((text) => text.includes('{paid}'))).toBe(true);
  });
});

test('ordinary life has as many words, with the same gaps but no site of a gang', () => {
  const all = [...Object.values(ordinarySms).flat(), ...ordinaryCalls, ...ordinaryReports];
  expect(all.length).toBeGreaterThan(100);
  expect(new Set(all).size).toBe(all.length);
  for (const name of all.flatMap(slotsIn)) expect(slots).toContain(name);
});

test('a forgotten gap is an error', () => {
  expect(fill('转{small}元', { small: '50' })).toBe('转50元');
  expect(() => fill('转{big}元', { small: '50' })).toThrow(RangeError);
});
