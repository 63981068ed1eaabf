import { chanceOf } from './chance.ts';
import { cityName, countyName, provinceName, townName, villageName } from './names.ts';
import { evenly, type Point, partition } from './partition.ts';

/** What a drill is made from. The same seed and scale are the same district. */
export interface DrillParams {
  /** A whole number. */
  readonly seed: number;
  /** 1 a county of 12 towns and some 100,000 people; 20 a city. */
  readonly scale: number;
}

export interface DrillPlace {
  /** Begins with 99, which the official division gives to no province. */
  readonly code: string;
  readonly name: string;
  /** 1 province … 5 village. */
  readonly level: number;
  readonly parent: string | null;
  /** Outline in metres of the drill's own grid; of the county and its towns. */
  readonly shape?: readonly Point[];
}

export interface Town extends DrillPlace {
  readonly villages: readonly DrillPlace[];
  /** Streets are towns in the plain sense: more people, more traffic. */
  readonly urban: boolean;
  /** Share of the households, all together 1. */
  readonly share: number;
}

export const countyCode = '990106';
const most = 96;

/** Towns grow with the root of the scale: a city has more of them and larger ones. */
export const townCount = ({ scale }: DrillParams): number =>
  Math.max(4, Math.min(most, Math.round(12 * Math.sqrt(scale))));

export interface Land {
  /** Province, city and county, each before what lies in it. */
  readonly above: readonly DrillPlace[];
  readonly county: DrillPlace;
  readonly towns: readonly Town[];
}

export function makeLand(params: DrillParams): Land {
  const chance = chanceOf(params.seed, 'land');
  const count = townCount(params);
  const side = 30_000 * Math.sqrt(params.scale);
  const outline = outlineOf(side, params.seed);
  const seeds = evenly(
    outline,
    Array.from(
      { length: count },
      (): Point => [side * chance.between(0.15, 0.85), side * chance.between(0.15, 0.85)],
    ),
    4,
  );
  const shapes = partition(outline, seeds);
  const weights = shapes.map((_, index) => (index < 3 ? 3 : 1) * chance.between(0.6, 1.4));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const county = { code: countyCode, name: countyName, level: 3, parent: '9901', shape: outline };
  return {
    county,
    above: [
      { code: '99', name: provinceName, level: 1, parent: null },
      { code: '9901', name: cityName, level: 2, parent: '99' },
      county,
    ],
    towns: shapes.map((shape, index) => townAt(index, shape, weights[index]! / total, params)),
  };
}

function townAt(index: number, shape: readonly Point[], share: number, { seed }: DrillParams): Town {
  const chance = chanceOf(seed, 'town', index);
  const code = countyCode + String(index + 1).padStart(3, '0');
  const urban = index < 3;
  const villages = Array.from({ length: chance.whole(5, 9) }, (_, n) => ({
    code: code + String(n + 1).padStart(3, '0'),
    name: villageName(chance, n, urban),
    level: 5,
    parent: code,
  }));
  return { code, name: townName(index), level: 4, parent: countyCode, shape, urban, share, villages };
}

/** Ten corners around the middle: a county, not a square. */
function outlineOf(side: number, seed: number): Point[] {
  const chance = chanceOf(seed, 'outline');
  const turn = chance.next();
  return Array.from({ length: 10 }, (_, n): Point => {
    const angle = ((n + turn) / 10) * 2 * Math.PI;
    return [
      Math.round(side / 2 + (Math.cos(angle) * side) / 2),
      Math.round(side / 2 + (Math.sin(angle) * side) / 2),
    ];
  });
}
