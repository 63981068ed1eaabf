import { acts, type Role, roles } from '@lanzha/contract';
import { describe, expect, test } from 'vitest';
import { actsOf, rolesExclude, rolesThatMay } from './permissions.ts';

const administrators: Role[] = ['system_admin', 'security_admin', 'audit_admin'];
const business = roles.filter((role) => !administrators.includes(role));
const notBusiness = /^(directory|keys|audit)\./;
const businessActs = acts.filter((act) => !notBusiness.test(act));

describe('administrators', () => {
  test.each(administrators)('%s may do nothing with warnings, signals or plain text', (role) => {
    expect(actsOf([role]).filter((act) => businessActs.includes(act))).toEqual([]);
  });

  test.each(administrators)('%s excludes every other role', (admin) => {
    for (const role of roles.filter((other) => other !== admin))
      expect(rolesExclude([admin, role])).toBe(true);
    expect(rolesExclude([admin])).toBe(false);
    expect(rolesExclude([admin, admin])).toBe(false);
  });

  test('only the system administrator makes accounts and keys', () => {
    expect(rolesThatMay('directory.manage')).toEqual(['system_admin']);
    expect(rolesThatMay('keys.manage')).toEqual(['system_admin']);
  });

  test('only the audit administrator reads the audit log', () => {
    expect(rolesThatMay('audit.read')).toEqual(['audit_admin']);
  });
});

describe('business roles', () => {
  test('may be held together', () => {
    expect(rolesExclude(business.slice(0, 4))).toBe(false);
  });

  test.each(['bank_liaison', 'operator_liaison', 'member_liaison'] as const)(
    '%s has no part in warnings',
    (role) => {
      expect(actsOf([role])).toEqual([]);
    },
  );

  test('only the duty officer assigns warnings and enters signals', () => {
    expect(rolesThatMay('warnings.assign')).toEqual(['duty_officer']);
    expect(rolesThatMay('signals.enter')).toEqual(['duty_officer']);
  });
});
