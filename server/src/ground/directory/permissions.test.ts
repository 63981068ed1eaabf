import { acts, type Role, roles } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actsOf, rolesExclude, rolesThatMay } from './permissions.ts';

const administrators: Role[] = ['system_admin', 'security_admin', 'audit_admin'];
const business = roles.filter((role) => !administrators.includes(role));
const notBusiness = /^(directory|keys|audit|retention|notify|operation|params|rights|approvals|drill)\./;
const businessActs = acts.filter((act) => !notBusiness.test(act));

const someRoles = fc.subarray([...roles], { minLength: 1 });

describe('any set of roles', () => {
  test('excludes itself exactly when an administrator would hold anything else', () => {
    fc.assert(
      fc.property(someRoles, (held) => {
        const mixed = held.length > 1 && held.some((role) => administrators.includes(role));
        expect(rolesExclude(held)).toBe(mixed);
      }),
    );
  });

  test('that one may hold together never joins business data with accounts, rights to ask for, keys or the audit', () => {
    fc.assert(
      fc.property(someRoles, (held) => {
        if (rolesExclude(held)) return;
        const may = actsOf(held);
        const business = may.some((act) => businessActs.includes(act));
        const administers = (
          ['directory.manage', 'keys.manage', 'rights.request', 'params.propose', 'audit.read'] as const
        ).filter((act) => may.includes(act));
        if (business) expect(administers).toEqual([]);
        // Nobody both keeps accounts and agrees to rights, and nobody who writes rights reads the audit.
        expect(may.includes('directory.manage') && may.includes('rights.approve')).toBe(false);
        expect(may.includes('audit.read') && may.includes('rights.request')).toBe(false);
      }),
    );
  });
});

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
    expect(rolesThatMay('notify.manage')).toEqual(['system_admin']);
  });

  test('only administrators of accounts and of security reset a second factor', () => {
    expect(rolesThatMay('directory.factors')).toEqual(['system_admin', 'security_admin']);
  });

  test('only the security administrator holds and releases what is to be forgotten', () => {
    expect(rolesThatMay('retention.manage')).toEqual(['security_admin']);
  });

  test('only the security administrator sees who may do what', () => {
    expect(rolesThatMay('directory.matrix')).toEqual(['security_admin']);
  });

  test('only the audit administrator reads the audit log', () => {
    expect(rolesThatMay('audit.read')).toEqual(['audit_admin']);
  });
});

describe('business roles', () => {
  test('may be held together', () => {
    expect(rolesExclude(business.slice(0, 4))).toBe(false);
  });

  test.each(['bank_liaison', 'operator_liaison', 'property_manager'] as const)(
    '%s has no part in warnings',
    (role) => {
      expect(actsOf([role])).toEqual([]);
    },
  );

  test.each(['member_liaison', 'school_contact', 'court_staff', 'procuratorate_staff'] as const)(
    '%s reads warnings (those that are lent) and does nothing else',
    (role) => {
      expect(actsOf([role])).toEqual(['warnings.read']);
    },
  );

  test('only the desk and leaders lend', () => {
    expect(rolesThatMay('loans.lend')).toEqual(['duty_officer', 'leader']);
  });

  test('only the leader sees who looked at how much', () => {
    expect(rolesThatMay('vault.figures')).toEqual(['leader']);
  });

  test('only the duty officer assigns warnings and enters signals', () => {
    expect(rolesThatMay('warnings.assign')).toEqual(['duty_officer']);
    expect(rolesThatMay('signals.enter')).toEqual(['duty_officer']);
  });
});
