import type { Act, Role } from '@lanzha/contract';
import type { Scope } from '../db/index.ts';

/** What somebody's sight hangs on, as one word to compare: whoever keeps a connection open has the sight of when it began. */
export const rightsMark = (unitId: string, roles: readonly string[]): string =>
  [unitId, ...roles.toSorted()].join(' ');

/** The person on whose behalf a request runs, with everything a room may ask about them. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly roles: readonly Role[];
  readonly acts: readonly Act[];
  readonly unitId: string;
  readonly unitName: string;
  /** Official code and name of the unit's place. */
  readonly placeCode: string;
  readonly placeName: string;
  readonly mustChangePassword: boolean;
  /** What the database lets this person read and write (row-level security). */
  readonly scope: Scope;
}
