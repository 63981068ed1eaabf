import { expect, test } from 'vitest';
import { exportAddress, isTarget, readAuditSearch, toFilter } from './search.ts';

const id = '01a1ffbf-5660-7e4d-ae24-6a933003da00';

test('what an address may not carry is dropped', () => {
  expect(
    readAuditSearch({
      from: '2026-11-21',
      to: 'yesterday',
      actor: '张三',
      event: 'vault.revealed',
      ok: 'maybe',
      target: '13800138000',
    }),
  ).toEqual({ from: '2026-11-21', event: 'vault.revealed' });
});

test('a number is no target: only handles and ids are', () => {
  expect([`warning/${id}`, id, 'job/12', '13800138000', '张三', 'x'].map(isTarget)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('days are whole days of the centre', () => {
  expect(toFilter({ from: '2026-11-21', to: '2026-11-21', ok: 'no' })).toEqual({
    from: '2026-11-21T00:00:00+08:00',
    to: '2026-11-21T23:59:59+08:00',
    ok: false,
  });
});

test('the file holds what the page shows', () => {
  expect(exportAddress({ event: 'vault', ok: 'yes' }, 'csv')).toBe(
    '/api/v1/audit/export?ok=true&event=vault&format=csv',
  );
});
