import { expect, test } from 'vitest';
import { divisionsBelow, divisionsOfCounty, findCounties } from './division.ts';

test('a county comes with what lies above it and all its towns and villages, parents first', async () => {
  const places = await divisionsOfCounty('330206');
  expect(places.slice(0, 3).map((place) => place.name)).toEqual(['浙江省', '宁波市', '北仑区']);
  const codes = new Set(places.map((place) => place.code));
  for (const [index, { parent }] of places.entries()) {
    const above = places.findIndex((place) => place.code === parent);
    expect(parent === null ? index === 0 : above >= 0 && above < index).toBe(true);
  }
  expect(codes.size).toBe(places.length);
  expect(places.filter((place) => place.level === 4).length).toBeGreaterThan(5);
  expect(places.filter((place) => place.level === 5).length).toBeGreaterThan(100);
  expect(places.every((place) => place.code.startsWith('330206') || place.level < 3)).toBe(true);
});

test('a city without districts is its own county', async () => {
  const places = await divisionsOfCounty('441900');
  expect(places.map((place) => place.name)).toEqual(expect.arrayContaining(['东莞市', '东城街道']));
});

test.each(['330299', '33020', '3302', '', '3302060001'])('%s is no county', async (code) => {
  expect(await divisionsOfCounty(code)).toEqual([]);
});

test('the picker goes down to counties and no further', async () => {
  expect((await divisionsBelow()).length).toBe(31);
  expect((await divisionsBelow('33')).map((place) => place.name)).toContain('宁波市');
  expect((await divisionsBelow('3302')).map((place) => place.name)).toContain('北仑区');
  expect(await divisionsBelow('330206')).toEqual([]);
});

test('a county is found by a part of its name or code, told apart by what lies above', async () => {
  const named = await findCounties('鼓楼区');
  expect(named.map((place) => place.name)).toEqual(
    expect.arrayContaining(['江苏省南京市鼓楼区', '福建省福州市鼓楼区']),
  );
  expect(await findCounties('330206')).toEqual([{ code: '330206', name: '浙江省宁波市北仑区' }]);
  expect(await findCounties('宁波 北仑')).toEqual([]);
  expect((await findCounties('宁波市北仑')).map((place) => place.code)).toEqual(['330206']);
  expect(await findCounties('  ')).toEqual([]);
});
