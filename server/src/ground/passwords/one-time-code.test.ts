import { expect, test } from 'vitest';
import { codeFits, hashOfCode, newOneTimeCode } from './one-time-code.ts';

test('a code is three groups of four signs that people do not confuse', () => {
  const codes = Array.from({ length: 200 }, newOneTimeCode);
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
