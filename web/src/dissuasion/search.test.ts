import { expect, test } from 'vitest';
import { readDissuasionSearch } from './search.ts';

test('what the address asks for is read, and nothing else', () => {
  expect(readDissuasionSearch({ tab: 'reviews', closed: true })).toEqual({ tab: 'reviews', closed: true });
  expect(readDissuasionSearch({ view: 'overdue', mine: true })).toEqual({ view: 'overdue', mine: true });
  expect(readDissuasionSearch({ tab: 'followups', view: 'due', mine: 'yes', q: 'x' })).toEqual({});
});
