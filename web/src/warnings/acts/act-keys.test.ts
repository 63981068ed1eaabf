import { warningActs } from '@lanzha/contract';
import { expect, test } from 'vitest';
import { actForKey, actKeys } from './act-keys.ts';

test('every act has a key of its own, apart from those of the list', () => {
  const keys = warningActs.map((act) => actKeys[act]);
  expect(new Set(keys).size).toBe(warningActs.length);
  for (const taken of ['J', 'K', 'N', 'U', '/', '?']) expect(keys).not.toContain(taken);
});

test('a key finds its act', () => {
  expect(actForKey('e')).toBe('close');
  expect(actForKey('x')).toBeUndefined();
});
