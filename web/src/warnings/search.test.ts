import { expect, test } from 'vitest';
import { countFilters, readDeskSearch, toListInput } from './search.ts';

test('what an address may say is kept, the rest is dropped', () => {
  expect(
    readDeskSearch({ view: 'mine', level: 'high', q: '刷单', unit: 'x', place: 330206, evil: 1 }),
  ).toEqual({
    view: 'mine',
    level: 'high',
    q: '刷单',
    place: '330206',
  });
});

test('the first view needs no word in the address', () => {
  expect(readDeskSearch({ view: 'todo' })).toEqual({});
  expect(toListInput({})).toEqual({ state: 'open' });
});

test('a number that may be personal never reaches the server in an address', () => {
  expect(readDeskSearch({ q: '13800000001' })).toEqual({});
  expect(readDeskSearch({ q: 13800000001 })).toEqual({});
  expect(readDeskSearch({ q: 1024 })).toEqual({ q: '1024' });
});

test('each view asks its own question', () => {
  expect(toListInput({ view: 'closed', state: 'new' })).toEqual({ state: 'closed' });
  expect(toListInput({ view: 'mine' })).toEqual({ state: 'open', mine: true });
  expect(toListInput({ view: 'all', state: 'met' })).toEqual({ state: 'met' });
  expect(toListInput({ view: 'all' })).toEqual({});
  expect(toListInput({ view: 'overdue' })).toEqual({ state: 'open', overdue: true });
});

test('days reach from midnight to midnight in Asia/Shanghai', () => {
  expect(toListInput({ from: '2026-03-02', to: '2026-03-02' })).toEqual({
    state: 'open',
    from: '2026-03-02T00:00:00+08:00',
    to: '2026-03-02T23:59:59+08:00',
  });
});

test('filters are counted without the view and the words', () => {
  expect(countFilters({ view: 'mine', q: 'x', level: 'low', from: '2026-03-02' })).toBe(2);
});
