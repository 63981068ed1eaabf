import { expect, test } from 'vitest';
import { createWordSearches } from './word-searches.ts';

test('each person looks for words so often and is then told to wait; lists without words are free', () => {
  const guard = createWordSearches();
  const asked = Array.from({ length: 31 }, () => guard('anna', '刷单'));
  expect(asked.slice(0, 30)).toEqual(asked.slice(0, 30).map(() => null));
  expect(asked[30]).toMatchObject({ code: 'TOO_MANY_REQUESTS', data: { retryAfter: 2 } });
  expect(guard('anna', undefined)).toBeNull();
  expect(guard('anna', '')).toBeNull();
  expect(guard('bob', '刷单')).toBeNull();
});

test('an identifier is refused and costs nothing', () => {
  const guard = createWordSearches();
  for (let n = 0; n < 40; n++)
    expect(guard('anna', '13800001234')).toMatchObject({ code: 'IDENTIFIER_IN_LIST' });
  expect(guard('anna', '刷单')).toBeNull();
});
