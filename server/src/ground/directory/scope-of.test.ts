import { type Role, roles, type UnitKind, unitKinds } from '@lanzha/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scopeOf, widens } from './scope-of.ts';

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

describe('a change of scope', () => {
  const scope = fc.record({
    kind: fc.constant('person' as const),
    person: fc.constant('p'),
    place: fc.constantFrom('', '33', '3302', '330206', '330206001'),
    units: fc.subarray(['a', 'b', 'c']),
  });
  const sees = (s: { place: string; units: readonly string[] }, place: string, unit: string) =>
    (s.place !== '' && place.startsWith(s.place)) || s.units.includes(unit);

  test('widens whenever something is seen afterwards that was not seen before', () => {
    fc.assert(
      fc.property(
        scope,
        scope,
        fc.constantFrom('33', '3302', '330206', '330206001', '330206002'),
        fc.constantFrom('a', 'b', 'c', 'd'),
        (before, after, place, unit) => {
          if (sees(after, place, unit) && !sees(before, place, unit))
            expect(widens(before, after)).toBe(true);
        },
      ),
    );
  });

  test('to the same or to less widens nothing', () => {
    fc.assert(
      fc.property(scope, (before) => {
        expect(widens(before, before)).toBe(false);
        expect(widens(before, { ...before, place: '', units: [] })).toBe(false);
      }),
    );
  });
});
