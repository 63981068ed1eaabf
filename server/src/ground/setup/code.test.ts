import { expect, test } from 'vitest';
import { codeFits, hashOfCode, newSetupCode } from './code.ts';
import { stationName } from './station-name.ts';

test('a code is three groups of four signs that people do not confuse', () => {
  const codes = Array.from({ length: 200 }, newSetupCode);
  for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  expect(new Set(codes).size).toBe(200);
});

test('how it is typed does not matter, what it says does', () => {
  const stored = hashOfCode('A0B1-C2D3-E4F5');
  for (const typed of ['A0B1-C2D3-E4F5', 'a0b1c2d3e4f5', ' AOBI c2d3 e4f5 ', 'A0B1-C2D3-E4F5'])
    expect(codeFits(typed, stored)).toBe(true);
  for (const typed of ['', 'A0B1-C2D3-E4F6', 'A0B1-C2D3']) expect(codeFits(typed, stored)).toBe(false);
});

test('without a stored code nothing fits', () => {
  expect(codeFits('', null)).toBe(false);
  expect(codeFits('A0B1-C2D3-E4F5', null)).toBe(false);
  expect(codeFits('A0B1-C2D3-E4F5', '')).toBe(false);
});

test.each([
  ['城关镇', '城关派出所'],
  ['新碶街道', '新碶派出所'],
  ['大榭街道办事处', '大榭派出所'],
  ['龙观乡', '龙观派出所'],
  ['东镇', '东镇派出所'],
  ['宁波望春工业园区', '宁波望春工业园区派出所'],
])('the station of %s is called %s', (town, name) => {
  expect(stationName(town)).toBe(name);
});
