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

/** The transaction-local settings the policies read. */
export function settingsOf(scope: Scope): { scope: string; person: string; place: string; units: string } {
  if (scope.kind === 'machine') return { scope: 'all', person: '', place: '', units: '' };
  return { scope: 'person', person: scope.person, place: scope.place, units: scope.units.join(',') };
}
