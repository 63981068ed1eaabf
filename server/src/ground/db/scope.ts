/**
 * For whom a transaction reads and writes; row-level security enforces it in the database (house.md, scope).
 * `machine` is for deciding, jobs and set-up; a person acts in a place (official code prefix, '' = none) and in units.
 */
export type Scope =
  | { readonly kind: 'machine' }
  | {
      readonly kind: 'person';
      readonly person: string;
      readonly place: string;
      readonly units: readonly string[];
    };

export const machine: Scope = { kind: 'machine' };

/**
 * The condition of the policies as a part of a statement, for tables without one and for lists that must leave out what is only lent.
 * `place` and `unit` are columns.
 */
export const inOwnScope = (place: string, unit: string): string =>
  `in_own_scope(${place}, ${unit}, (SELECT scope_units()))`;

/** The transaction-local settings the policies read. */
export function settingsOf(scope: Scope): { scope: string; person: string; place: string; units: string } {
  if (scope.kind === 'machine') return { scope: 'all', person: '', place: '', units: '' };
  return { scope: 'person', person: scope.person, place: scope.place, units: scope.units.join(',') };
}
