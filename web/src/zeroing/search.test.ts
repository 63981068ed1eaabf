import { expect, test } from 'vitest';
import { leftView, readZeroingSearch, sheetView } from './search.ts';

const unit = '019483aa-0000-7000-8000-000000000000';

test('an address of a day, a unit and a view is read', () => {
  const search = { tab: 'past', day: '2026-03-02', unit, view: 'late' };
  expect(readZeroingSearch(search)).toEqual(search);
});

test('what the address does not know is left out', () => {
  expect(readZeroingSearch({ tab: 'now', day: '2026-99-99', unit: 'x', view: 'all', more: 1 })).toEqual({});
});

test('a view that only the other page has shows everything', () => {
  expect([sheetView('late'), leftView('carried'), sheetView('explained'), leftView('explained')]).toEqual([
    'open',
    'left',
    'explained',
    'explained',
  ]);
});
