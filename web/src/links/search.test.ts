import { expect, test } from 'vitest';
import { readLinksSearch } from './search.ts';

test('an address keeps its filters and drops what means nothing', () => {
  expect(
    readLinksSearch({ tab: 'trial', kind: 'phone', state: 'lifted', objected: true, q: ' 公安 ' }),
  ).toEqual({
    tab: 'trial',
    kind: 'phone',
    state: 'lifted',
    objected: true,
    q: '公安',
  });
  expect(readLinksSearch({ tab: 'list', kind: 'wallet', state: 'active', q: 7 })).toEqual({});
});

test('an entry is named by its id and nothing else', () => {
  const entry = '019483aa-0000-7000-8000-000000000000';
  expect(readLinksSearch({ entry })).toEqual({ entry });
  expect(readLinksSearch({ entry: '13800000001' })).toEqual({});
});

test('a number typed into the search box does not stay in the address', () => {
  expect(readLinksSearch({ q: '13800000001' })).toEqual({});
});
