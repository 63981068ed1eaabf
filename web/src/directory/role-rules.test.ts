import { expect, test } from 'vitest';
import { withRole } from './role-rules.ts';

test('an administrator holds one role', () => {
  expect(withRole(['duty_officer', 'analyst'], 'audit_admin', true)).toEqual(['audit_admin']);
  expect(withRole(['system_admin'], 'security_admin', true)).toEqual(['security_admin']);
  expect(withRole(['system_admin'], 'duty_officer', true)).toEqual(['duty_officer']);
});

test('other roles go together and can be taken away', () => {
  expect(withRole(['duty_officer'], 'analyst', true)).toEqual(['duty_officer', 'analyst']);
  expect(withRole(['duty_officer', 'analyst'], 'duty_officer', false)).toEqual(['analyst']);
});
