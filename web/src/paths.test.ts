import { expect, test } from 'vitest';
import { safeBack } from './paths.ts';

test('one is sent back to a page of this site', () => {
  expect(safeBack('/warnings/7?view=mine')).toBe('/warnings/7?view=mine');
});

test.each([
  undefined,
  '',
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/sign-in?back=/',
])('is sent home instead of %s', (back) => expect(safeBack(back)).toBe('/'));
