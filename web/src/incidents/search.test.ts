import { expect, test } from 'vitest';
import { readIncidentsSearch } from './search.ts';

test('a view, a type and a source that there are', () => {
  expect(readIncidentsSearch({ view: 'all', type: '04', source: 'phone', mine: true })).toEqual({
    view: 'all',
    type: '04',
    source: 'phone',
    mine: true,
  });
  expect(readIncidentsSearch({ type: 4 })).toEqual({ type: '04' });
});

test('anything else is left out', () => {
  expect(readIncidentsSearch({ view: 'open', type: '77', source: 'x', mine: 'yes', overdue: 1 })).toEqual({});
});
