import { gangsFor } from './gangs.ts';
import { makePopulation, type Population } from './people.ts';
import { type DrillParams, type Land, makeLand } from './places.ts';
import { type DrillType, drillTypes } from './texts/index.ts';
import { type DrillStaff, type DrillUnit, makeStaff, makeUnits } from './units.ts';

/** A county that never was, whole but for its people, who are made when they are asked for. */
export interface World {
  readonly params: DrillParams;
  readonly land: Land;
  readonly units: readonly DrillUnit[];
  readonly staff: readonly DrillStaff[];
  readonly people: Population;
  /** Numbers of the gangs that work each type. */
  readonly gangs: Readonly<Record<DrillType, readonly number[]>>;
}

/** The same seed and scale are the same world, whenever and wherever it is made. */
export function makeWorld(params: DrillParams): World {
  const land = makeLand(params);
  const units = makeUnits(land);
  return {
    params,
    land,
    units,
    staff: makeStaff(units, params),
    people: makePopulation(params, land),
    gangs: gangsByType(params),
  };
}

function gangsByType(params: DrillParams): World['gangs'] {
  const gangs: Partial<Record<DrillType, readonly number[]>> = {};
  for (const type of drillTypes) gangs[type] = gangsFor(params, type);
  return gangs as World['gangs'];
}
