import { type Role, roles, type UnitKind } from '@lanzha/contract';
import { machine } from '../../../ground/db/index.ts';
import { addPlaces, createPerson, createUnit } from '../../../ground/directory/index.ts';
import { completeInstallation } from '../../../ground/installation/index.ts';
import { hashPassword } from '../../../ground/passwords/index.ts';
import { isRefusal } from '../../../ground/refusal/index.ts';
import { type TestApp, testPassword } from '../../testing.ts';
import type { County, Somebody } from './oracle.ts';

/** Small numbers that a seed decides: `below(n)` from 0, `one(list)` one of them. */
export interface Dice {
  below(n: number): number;
  one<T>(list: readonly T[]): T;
}

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { below, one: (list) => list[below(list.length)] as never };
}

export interface RandomCounty {
  readonly county: County;
  readonly people: readonly (Somebody & { readonly username: string })[];
}

/** A county with towns, villages, units one below another, and at least two people of each role, some with two roles. */
export async function randomCounty(app: TestApp, dice: Dice): Promise<RandomCounty> {
  const top = '330206';
  const places = new Map<string, string | null>([
    ['33', null],
    ['3302', '33'],
    [top, '3302'],
  ]);
  for (let t = 0, towns = 3 + dice.below(3); t < towns; t++) {
    const town = `${top}00${t + 1}`;
    places.set(town, top);
    for (let v = 0, villages = 1 + dice.below(3); v < villages; v++) places.set(`${town}00${v + 1}`, town);
  }
  const codes = [...places.keys()].filter((code) => code.length > 6);
  const wanted: [UnitKind, string, number | null][] = [
    ['anti_fraud_center', top, null],
    ['police_bureau', top, null],
    ['command_center', dice.one(codes), null],
  ];
  for (const town of codes.filter((code) => code.length === 9)) {
    wanted.push(['police_station', town, null]);
    const station = wanted.length - 1;
    for (let g = 0, grids = 1 + dice.below(2); g < grids; g++)
      wanted.push([
        'grid',
        dice.one(codes.filter((code) => code.startsWith(town))),
        dice.below(4) === 0 ? null : station,
      ]);
  }
  // A squad below a grid of the first station: three steps.
  wanted.push(['police_squad', dice.one(codes), 4]);
  for (const kind of [
    'bank_branch',
    'operator_shop',
    'school',
    'court',
    'procuratorate',
    'member_unit',
  ] as const)
    wanted.push([kind, dice.one([top, ...codes]), null]);

  const passwordHash = await hashPassword(testPassword);
  return app.db.inTransaction(machine, async (tx) => {
    await addPlaces(
      tx,
      [...places].map(([code, parent]) => ({
        code,
        name: `地${code}`,
        level: code.length <= 6 ? code.length / 2 : code.length / 3 + 1,
        parent,
      })),
    );
    const units: [string, { kind: string; place: string; above: string | null }][] = [];
    for (const [i, [kind, place, above]] of wanted.entries()) {
      const parent = above === null ? undefined : units[above]?.[0];
      const unit = await createUnit(tx, { code: `U${i}`, name: `单位${i}`, kind, place, parent });
      if (isRefusal(unit)) throw new Error(unit.code);
      units.push([unit.id, { kind, place, above: parent ?? null }]);
    }
    await completeInstallation(tx, top);
    const people: (Somebody & { username: string })[] = [];
    const administrators: readonly Role[] = ['system_admin', 'security_admin', 'audit_admin'];
    const business = roles.filter((role) => !administrators.includes(role));
    const hire = async (held: readonly Role[], unit = dice.one(units)[0]) => {
      const username = `p${people.length}-x`;
      const row = { name: username, username, unit, roles: held, passwordHash, mustChangePassword: false };
      const person = await createPerson(tx, row);
      if (isRefusal(person)) throw new Error(person.code);
      people.push({ id: person.id, roles: held, unit, username });
    };
    // One desk that sees everything and lends; the rest as the dice fall.
    await hire(['duty_officer'], units[0]?.[0]);
    for (const role of roles) {
      await hire([role]);
      await hire(administrators.includes(role) ? [role] : [...new Set([role, dice.one(business)])]);
    }
    for (let i = 0; i < 12; i++)
      await hire([
        dice.one(['duty_officer', 'analyst', 'station_officer', 'grid_worker', 'leader'] as const),
      ]);
    return { county: { places, units: new Map(units) }, people };
  });
}
