import { type Chance, chanceOf } from './chance.ts';
import { personName } from './names.ts';
import { cardOf, idNoOf, mobileOf } from './numbers.ts';
import type { DrillParams, Land } from './places.ts';

const occupations = [
  'pupil',
  'student',
  'worker',
  'farmer',
  'shop_owner',
  'finance',
  'teacher',
  'doctor',
  'civil_servant',
  'driver',
  'clerk',
  'homemaker',
  'retired',
  'jobless',
] as const;
export type Occupation = (typeof occupations)[number];

export const occupationNames: Readonly<Record<Occupation, string>> = {
  pupil: '中小学生',
  student: '大学生',
  worker: '工人',
  farmer: '农民',
  shop_owner: '个体经营者',
  finance: '财务人员',
  teacher: '教师',
  doctor: '医护人员',
  civil_servant: '机关工作人员',
  driver: '司机',
  clerk: '公司职员',
  homemaker: '家庭主妇',
  retired: '退休人员',
  jobless: '待业',
};

/** A resident who never was. */
export interface Citizen {
  /** `household/member`. */
  readonly key: string;
  readonly name: string;
  readonly sex: 'f' | 'm';
  /** YYYYMMDD. */
  readonly birth: string;
  readonly occupation: Occupation;
  /** Code of the village. */
  readonly place: string;
  readonly phone: string;
  readonly idNo: string;
  readonly account: string;
}

export interface Population {
  readonly households: number;
  /** The people of a household, computed when asked: nobody is kept in memory. */
  household(n: number): readonly Citizen[];
  /** Somebody who has a phone of their own; of the town with this number, when it is given. */
  anybody(chance: Chance, town?: number): Citizen;
}

const householdsAtScaleOne = 36_000;
const roomFor = 6;
/** Ages are those of this year: a drill does not grow old. */
const baseYear = 2026;

export const ageOf = ({ birth }: Citizen): number => baseYear - Number(birth.slice(0, 4));

export function makePopulation(params: DrillParams, land: Land): Population {
  const households = Math.round(householdsAtScaleOne * params.scale);
  const ends: number[] = [];
  for (const { share } of land.towns) ends.push((ends.at(-1) ?? 0) + share * households);
  const household = (n: number): Citizen[] => {
    const chance = chanceOf(params.seed, 'household', n);
    const town =
      land.towns[
        Math.max(
          0,
          ends.findIndex((end) => n < end),
        )
      ]!;
    const place = chance.pick(town.villages).code;
    return membersOf(chance, town.urban).map((member, index) => {
      const number = n * roomFor + index;
      return {
        ...member,
        key: `${n}/${index}`,
        place,
        phone: mobileOf('resident', number, params.seed),
        account: cardOf(1, number, params.seed),
        idNo: idNoOf(member.birth, member.sex, chance),
      };
    });
  };
  const anybody = (chance: Chance, town?: number): Citizen => {
    const least = town === undefined ? 0 : Math.ceil(ends[town - 1] ?? 0);
    const most = town === undefined ? households - 1 : Math.max(least, Math.ceil(ends[town]!) - 1);
    return chance.pick(
      household(chance.whole(least, Math.min(most, households - 1))).filter((one) => ageOf(one) >= 10),
    );
  };
  return { households, household, anybody };
}

type Member = Pick<Citizen, 'name' | 'sex' | 'birth' | 'occupation'>;

/** One to five: an old couple, a single, a couple, a couple with children, three generations. */
function membersOf(chance: Chance, urban: boolean): Member[] {
  const shape = chance.weighted([
    ['old', 22],
    ['single', 14],
    ['couple', 16],
    ['children', 33],
    ['generations', 15],
  ] as const);
  const age = chance.whole(
    shape === 'single' ? 19 : 24,
    shape === 'children' || shape === 'generations' ? 48 : 62,
  );
  const name = personName(chance, 'm');
  const surname = [...name].length > 3 ? name.slice(0, 2) : name.slice(0, 1);
  const member = (sex: 'f' | 'm', years: number, named?: string): Member => ({
    name: named ?? personName(chance, sex),
    sex,
    birth: birthOf(chance, years),
    occupation: occupationOf(chance, years, sex, urban),
  });
  const old = chance.whole(61, 84);
  if (shape === 'old')
    return [member('m', old, name), ...(chance.hits(0.7) ? [member('f', old - chance.whole(-2, 4))] : [])];
  if (shape === 'single') return [chance.hits(0.5) ? member('m', age, name) : member('f', age)];
  const couple = [member('m', age, name), member('f', age - chance.whole(-2, 4))];
  if (shape === 'couple') return couple;
  const children = Array.from({ length: chance.hits(0.35) ? 2 : 1 }, () => {
    const sex = chance.hits(0.5) ? 'f' : 'm';
    return member(
      sex,
      Math.max(1, Math.min(24, age - chance.whole(23, 30))),
      personName(chance, sex, surname),
    );
  });
  return shape === 'children'
    ? [...couple, ...children]
    : [...couple, ...children, member('f', age + chance.whole(22, 30))];
}

function birthOf(chance: Chance, years: number): string {
  const month = String(chance.whole(1, 12)).padStart(2, '0');
  return `${baseYear - Math.max(0, years)}${month}${String(chance.whole(1, 28)).padStart(2, '0')}`;
}

function occupationOf(chance: Chance, years: number, sex: 'f' | 'm', urban: boolean): Occupation {
  if (years < 18) return 'pupil';
  if (years < 23 && chance.hits(0.55)) return 'student';
  if (years >= (sex === 'f' ? 56 : 61)) return urban || chance.hits(0.3) ? 'retired' : 'farmer';
  return chance.weighted<Occupation>([
    ['worker', 24],
    ['farmer', urban ? 2 : 22],
    ['shop_owner', 11],
    ['finance', 4],
    ['teacher', 5],
    ['doctor', 4],
    ['civil_servant', 5],
    ['driver', 7],
    ['clerk', 18],
    ['homemaker', sex === 'f' ? 10 : 1],
    ['jobless', 4],
  ]);
}
