import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { keepNewer } from './newer.ts';

const queryKey = ['incident'];

test('an answer that was under way while a change was made does not take it back', async () => {
  const client = new QueryClient();
  let answer = (_: object) => {};
  const asked = client.fetchQuery({
    queryKey,
    structuralSharing: keepNewer,

    queryFn: () => new Promise<object>((resolve) => (answer = resolve)),
  });
  await Promise.resolve();
  client.setQueryData(queryKey, { version: 2, rows: ['added'] });
  answer({ version: 1, rows: [] });
  await asked;
  expect(client.getQueryData(queryKey)).toEqual({ version: 2, rows: ['added'] });
});

test('the same version told again is taken, and so is a newer one', () => {
  const known = { version: 2, acts: ['sign'], values: { brief: null } };
  const same = keepNewer(known, { version: 2, acts: [], values: { brief: null } }) as typeof known;
  expect(same.acts).toEqual([]);
  expect(same.values, 'what did not change stays the same object').toBe(known.values);
  expect(keepNewer(known, { version: 3 })).toEqual({ version: 3 });
  expect(keepNewer(undefined, known)).toBe(known);
});

test('what has no version is simply taken', () => {
  expect(keepNewer({ a: 1 }, { a: 2 })).toEqual({ a: 2 });
  expect(keepNewer(['one'], ['one', 'two'])).toEqual(['one', 'two']);
});
