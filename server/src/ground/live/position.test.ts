import { expect, test } from 'vitest';
import { fromEventId, toEventId } from './position.ts';

test('an id comes back as it went', () => {
  const position = { xid: 2n ** 63n - 1n, seq: 42n };
  expect(fromEventId(toEventId(position))).toEqual(position);
});

test.each([
  '',
  '1',
  'a.b',
  '-1.1',
  '1.1.1',
  '1.9223372036854775808',
  '9999999999999999999.1',
  '\0.1',
  `${'9'.repeat(40)}.1`,
])('what we never sent is nothing, also beyond what the database can hold: %j', (id) => {
  expect(fromEventId(id)).toBeNull();
});
