import { type ListSort, sortKeysOf } from '@lanzha/contract';
import { expect, test } from 'vitest';
import { sortText } from './search.ts';
import { pressed, sortInAddress } from './sorting.ts';

const after = (text: string, by: ListSort, add = false) => sortText(pressed(sortKeysOf(text), by, add));

test('a press sorts by that column alone, and turns it round when it is the only one', () => {
  expect(after('-received', 'level')).toBe('level');
  expect(after('level', 'level')).toBe('-level');
  expect(after('level,-received', 'level')).toBe('level');
  expect(after('-received', 'saved')).toBe('-saved');
});

test('a press with Shift adds the column, turns it round, and takes it out again', () => {
  expect(after('level', 'received', true)).toBe('level,-received');
  expect(after('level,-received', 'received', true)).toBe('level,received');
  expect(after('level,received', 'received', true)).toBe('level');
});

test('a fourth column pushes out the first', () => {
  expect(after('level,state,due', 'no', true)).toBe('state,due,-no');
});

test('the usual order stands in no address', () => {
  expect(sortInAddress(sortKeysOf('-received'))).toBeUndefined();
  expect(sortInAddress([])).toBeUndefined();
  expect(sortInAddress(sortKeysOf('due'))).toBe('due');
});
