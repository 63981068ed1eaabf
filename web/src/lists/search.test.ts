import type { SavedView } from '@lanzha/contract';
import { expect, test } from 'vitest';
import {
  changed,
  columnsOf,
  countFilters,
  differs,
  ofBuiltIn,
  ofSaved,
  readListSearch,
  sortOf,
} from './search.ts';

const id = '019483aa-0000-7000-8000-000000000000';

test('an address keeps what it may say', () => {
  const search = {
    view: id,
    state: 'new,open',
    level: 'urgent,high',
    fraudType: '03',
    place: '330206',
    received: '2026-11-01..',
    overdue: true,
    q: '共享屏幕',
    sort: 'level,-received',
    cols: 'due,no',
  };
  expect(readListSearch(search)).toEqual(search);
  expect(columnsOf(readListSearch(search))).toEqual(['due', 'no']);
});

test.each([
  { q: '138 0000 1234' },
  { source: '13800001234' },
  { level: 'worst' },
  { handle: '13800001234' },
  { received: '..' },
  { received: 'someday' },
  { sort: 'score' },
  { cols: 'score' },
  { view: 'mine' },
  { overdue: 'yes' },
])('an address drops %j', (raw) => expect(readListSearch(raw)).toEqual({}));

test('numbers that the router has read stay texts', () => {
  expect(readListSearch({ place: 330206, q: 12, fraudType: 3 })).toEqual({
    place: '330206',
    q: '12',
    fraudType: '03',
  });
});

test('a change that is undefined leaves the address', () => {
  expect(changed({ level: 'urgent', q: 'x' }, { level: undefined })).toEqual({ q: 'x' });
  expect(countFilters({ level: 'urgent', sort: 'due', view: id })).toBe(1);
});

test('the view of everything is the bare address', () => {
  expect(ofBuiltIn('all')).toEqual({});
  expect(ofBuiltIn('overdue')).toEqual({ view: 'overdue', overdue: true, sort: 'due' });
  expect(sortOf({})).toBe('-received');
});

test('a saved view differs once anything that it keeps is changed, but not by a search that ends', () => {
  const view: SavedView = {
    ...{ id, name: 'x', shared: false, mine: true, version: 1, owner: { id, name: '张敏' } },
    ...{ filter: { level: 'urgent' }, sort: 'due', columns: ['no', 'due'], density: 'compact' },
  };
  const search = ofSaved(view);
  expect(differs(search, view)).toBe(false);
  expect(differs(changed(search, { handle: id }), view)).toBe(false);
  for (const change of [
    { level: 'high' },
    { sort: 'level' },
    { cols: 'due,no' },
    { rows: 'usual' as const },
    { q: 'y' },
  ])
    expect(differs(changed(search, change), view)).toBe(true);
});
