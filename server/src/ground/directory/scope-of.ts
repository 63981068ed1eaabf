import type { Role, UnitKind } from '@lanzha/contract';
import type { Scope } from '../db/index.ts';

/** Units whose people see a whole place: what lies in the unit's place is their work. */
const centres: readonly UnitKind[] = ['anti_fraud_center', 'police_bureau', 'command_center'];

/** How far each role reaches: over the place when it serves in a centre, over its own unit and those below, or nowhere. */
const reach = {
  duty_officer: 'place',
  analyst: 'place',
  leader: 'place',
  station_officer: 'unit',
  grid_worker: 'unit',
  bank_liaison: 'nothing',
  operator_liaison: 'nothing',
  member_liaison: 'nothing',
  school_contact: 'nothing',
  property_manager: 'nothing',
  court_staff: 'nothing',
  procuratorate_staff: 'nothing',
  system_admin: 'nothing',
  security_admin: 'nothing',
  audit_admin: 'nothing',
} as const satisfies Record<Role, 'place' | 'unit' | 'nothing'>;

export const reachOf = (role: Role): (typeof reach)[Role] => reach[role];

/** Whether the scope needs the person's unit with all units below it. */
export function reachesUnits(roles: readonly Role[], kind: UnitKind): boolean {
  return roles.some((role) => reach[role] === 'unit' || (reach[role] === 'place' && !centres.includes(kind)));
}

export function reachesPlace(roles: readonly Role[], kind: UnitKind): boolean {
  return centres.includes(kind) && roles.some((role) => reach[role] === 'place');
}

/** The scope of a person (row-level security); `unitsBelow` starts with the own unit. */
export function scopeOf(person: {
  id: string;
  roles: readonly Role[];
  unitKind: UnitKind;
  placeCode: string;
  unitsBelow: readonly string[];
}): Scope {
  return {
    kind: 'person',
    person: person.id,
    place: reachesPlace(person.roles, person.unitKind) ? person.placeCode : '',
    units: reachesUnits(person.roles, person.unitKind) ? person.unitsBelow : [],
  };
}

/** Whether a person would see more under `after` than under `before`. */
export function widens(before: Scope, after: Scope): boolean {
  if (before.kind !== 'person' || after.kind !== 'person') return after.kind !== before.kind;
  const place = after.place !== '' && (before.place === '' || !after.place.startsWith(before.place));
  return place || after.units.some((unit) => !before.units.includes(unit));
}
