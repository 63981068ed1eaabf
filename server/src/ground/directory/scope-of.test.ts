import { type Role, roles, type UnitKind, unitKinds } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scopeOf } from './scope-of.ts';

const person = (roles: Role[], unitKind: UnitKind) => ({
  id: 'p',
  roles,
  unitKind,
  placeCode: '330206',
  unitsBelow: ['own', 'below'],
});
const nothing = { kind: 'person', person: 'p', place: '', units: [] };

describe('the scope of a person', () => {
  test.each(['anti_fraud_center', 'police_bureau', 'command_center'] as const)(
    'a duty officer of a %s reaches the whole place',
    (kind) => {
      expect(scopeOf(person(['duty_officer'], kind))).toEqual({ ...nothing, place: '330206' });
    },
  );

  test.each(['station_officer', 'grid_worker'] as const)(
    'a %s reaches the own unit and those below',
    (role) => {
      expect(scopeOf(person([role], 'police_station'))).toEqual({ ...nothing, units: ['own', 'below'] });
    },
  );

  test('a leader outside a centre reaches the own unit, not the place', () => {
    expect(scopeOf(person(['leader'], 'police_station'))).toEqual({ ...nothing, units: ['own', 'below'] });
  });

  test.each(['system_admin', 'security_admin', 'audit_admin', 'bank_liaison'] as const)(
    'a %s reaches nothing',
    (role) => {
      for (const kind of unitKinds) expect(scopeOf(person([role], kind))).toEqual(nothing);
    },
  );

  test('never reaches all, whatever the roles and the unit', () => {
    fc.assert(
      fc.property(fc.subarray([...roles], { minLength: 1 }), fc.constantFrom(...unitKinds), (held, kind) => {
        const scope = scopeOf(person(held, kind));
        expect(scope.kind).toBe('person');
        expect(scope.kind === 'person' && ['', '330206'].includes(scope.place)).toBe(true);
      }),
    );
  });
});
