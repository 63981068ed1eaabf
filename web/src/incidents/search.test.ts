import { expect, test } from 'vitest';
import { numberIn, readIncidentsSearch } from './search.ts';

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

test('words of the search box stay, what may be somebody’s number does not', () => {
  expect(readIncidentsSearch({ q: 12 })).toEqual({ q: '12' });
  expect(readIncidentsSearch({ q: ' 12 号 ' })).toEqual({ q: '12 号' });
  expect(readIncidentsSearch({ q: '138 0013 8000' })).toEqual({});
});

test.each([
  ['12', 12],
  ['#12', 12],
  ['No. 12', 12],
  ['１２号', 12],
  ['0', undefined],
  ['王', undefined],
])('%j names the incident %j', (words, no) => {
  expect(numberIn(words)).toBe(no);
});
