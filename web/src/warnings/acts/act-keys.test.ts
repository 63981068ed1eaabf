import { warningActs } from '@lanzha/contract';
import { expect, test } from 'vitest';
import { actForKey, actKeys, mayOpen } from './act-keys.ts';

test('every act has a key of its own, apart from those of the list', () => {
  const keys = warningActs.map((act) => actKeys[act]);
  expect(new Set(keys).size).toBe(warningActs.length);
  for (const taken of ['J', 'K', 'N', 'U', '/', '?']) expect(keys).not.toContain(taken);
});

test('a key finds its act', () => {
  expect(actForKey('e')).toBe('close');
  expect(actForKey('x')).toBeUndefined();
});

test('only what is offered opens, and more while a step is on its way', () => {
  expect(mayOpen('contact', ['sign', 'close'], false)).toBe(false);
  expect(mayOpen('contact', ['sign', 'close'], true)).toBe(true);
  expect(mayOpen('sign', [], true)).toBe(false);
});
