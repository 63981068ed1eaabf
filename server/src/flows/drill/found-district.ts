import type { Role } from '@lanzha/contract';
import type { World } from '@lanzha/engine/drill';
import { recordAudit } from '../../ground/audit/index.ts';
import type { Tx } from '../../ground/db/index.ts';
import { type Actor, addPlaces, createPerson, createUnit, findActor } from '../../ground/directory/index.ts';
import { completeInstallation } from '../../ground/installation/index.ts';
import { isRefusal } from '../../ground/refusal/index.ts';

/** Units and people of the district as the database knows them. */
export interface District {
  /** Ids by code. */
  readonly units: ReadonlyMap<string, string>;
  /** People who may act, by the code of their unit. */
  readonly crews: ReadonlyMap<string, readonly Actor[]>;
  /** Ids by user name. */
  readonly people: ReadonlyMap<string, string>;
}

/** Who acts in the story. Accounts that are handed out never do: what they do is done by people. */
const acting: readonly Role[] = ['duty_officer', 'station_officer', 'grid_worker', 'leader'];

/** Places, units and staff, and the installation set up for them. @param passwordOf hash for a user name */
export async function foundDistrict(
  tx: Tx,
  { land, units, staff }: World,
  passwordOf: (username: string) => string,
): Promise<District> {
  await addPlaces(tx, [...land.above, ...land.towns, ...land.towns.flatMap(({ villages }) => villages)]);
  const ids = new Map<string, string>();
  for (const { code, name, kind, place, parent } of units) {
    const made = await createUnit(tx, {
      code,
      name,
      kind,
      place,
      parent: parent === undefined ? undefined : ids.get(parent),
    });
    if (isRefusal(made)) throw new RangeError(`drill unit ${code}: ${made.code}`);
    ids.set(code, made.id);
  }
  const people = new Map<string, string>();
  for (const { username, name, role, unit, staffNo } of staff) {
    const made = await createPerson(tx, {
      name,
      username,
      unit: ids.get(unit) ?? '',
      roles: [role],
      passwordHash: passwordOf(username),
      mustChangePassword: false,
      staffNo,
    });
    if (isRefusal(made)) throw new RangeError(`drill person ${username}: ${made.code}`);
    people.set(username, made.id);
  }
  await completeInstallation(tx, land.county.code);
  const detail = { county: land.county.code, units: units.length, people: staff.length };
  await recordAudit(tx, { actor: null, unitId: null, event: 'drill.founded', ok: true, detail });
  return { units: ids, people, crews: await crewsOf(tx, staff, people) };
}

async function crewsOf(tx: Tx, staff: World['staff'], people: ReadonlyMap<string, string>) {
  const crews = new Map<string, Actor[]>();
  for (const { username, role, unit, handedOut } of staff) {
    if (handedOut || !acting.includes(role)) continue;
    const actor = await findActor(tx, people.get(username) ?? '');
    if (actor !== null) crews.set(unit, [...(crews.get(unit) ?? []), actor]);
  }
  return crews;
}
