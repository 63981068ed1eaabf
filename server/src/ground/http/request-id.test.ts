import { expect, test } from 'vitest';
import { requestIdOf } from './request-id.ts';

const given = (id: string) => requestIdOf({ headers: { 'x-request-id': id } });

test('a sane id of the caller is kept', () => {
  expect(given('trace-01:abc.9')).toBe('trace-01:abc.9');
});

test.each(['', 'short', 'a'.repeat(65), 'has blank', 'line\nbreak', '<script>aaa', '编号一二三四五六七八'])(
  'another one is replaced: %j',
  (id) => {
    expect(given(id)).toMatch(/^[0-9a-f-]{36}$/);
  },
);
