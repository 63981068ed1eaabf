import { type Role, roles } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factorRequired, factorState } from './factor-state.ts';

describe('whether a role needs a second factor', () => {
  test.each<[string, Role[], boolean]>([
    ['all', ['grid_worker'], true],
    ['nobody', ['system_admin'], false],
    ['system_admin, security_admin', ['security_admin'], true],
    ['system_admin, security_admin', ['duty_officer'], false],
    ['duty_officer', ['station_officer', 'duty_officer'], true],
  ])('%s, %j', (value, held, required) => expect(factorRequired(value, held)).toBe(required));

  test.each(['', 'none', 'Nobody ,', 'administrators', 'nobody, nobody'])(
    'a value that names no role asks everybody: %j',
    (value) => expect(factorRequired(value, ['grid_worker'])).toBe(true),
  );
});

test('nobody is held back before the grace is over, and everybody after it', () => {
  const grace = 7 * 86_400_000;
  fc.assert(
    fc.property(fc.nat(20 * 86_400_000), fc.boolean(), fc.boolean(), (passed, enrolled, required) => {
      const asked = Date.UTC(2026, 2, 1);
      const state = factorState({ enrolled, required, askedAt: new Date(asked) }, grace, asked + passed);
      expect(state.mustEnrol).toBe(required && !enrolled && passed >= grace);
      expect(state.dueAt?.getTime()).toBe(required && !enrolled ? asked + grace : undefined);
    }),
  );
  const facts = { enrolled: false, required: true };
  expect(factorState({ ...facts, askedAt: null }, grace, 1_000).mustEnrol).toBe(false);
  expect(factorState({ ...facts, askedAt: new Date(0) }, grace, Date.now()).mustEnrol).toBe(true);
  expect(roles.every((role) => factorRequired('all', [role]))).toBe(true);
});
