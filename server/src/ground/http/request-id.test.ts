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

test.each([
  '13800138000',
  'call-13800138000',
  '86.13800138000',
  '33020619551111001X',
  'id:330206195511110018',
])('one that carries a telephone or identity number is replaced: %s', (id) => {
  expect(given(id)).toMatch(/^[0-9a-f-]{36}$/);
});

test.each(['0b51b1a5158765432101234e1234', '4bf92f3577b34da6a3ce929d0e0e4736', '1795305333851-1'])(
  'long numbers of other systems are kept: %s',
  (id) => {
    expect(given(id)).toBe(id);
  },
);
