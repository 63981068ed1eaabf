import type { Chance } from './chance.ts';

/**
 * Numbers that belong to nobody. Mobile numbers begin with 160, 161, 163 or 164, prefixes of the mainland's plan that no
 * operator has been given; abroad they are those set apart for fiction (Ofcom, NANPA, ACMA); identity numbers carry places
 * of 99, cards begin with 999 (no issuer), addresses end in .example or .test (RFC 2606).
 */
export const drillPrefixes = { resident: '160', staff: '161', fraud: '163', service: '164' } as const;

/** Times an odd number that five does not divide: every index has its own eight digits, and neighbours look unlike. */
const spread = (index: number, seed: number) =>
  Number((BigInt(index) * 61_803_399n + BigInt(seed % 99_999_989) * 7_919n + 12_345_677n) % 100_000_000n);

export function mobileOf(kind: keyof typeof drillPrefixes, index: number, seed: number): string {
  return drillPrefixes[kind] + String(spread(index, seed)).padStart(8, '0');
}

/** A card of 19 digits with its check digit. */
export function cardOf(kind: 1 | 2 | 3, index: number, seed: number): string {
  const body = `99910${kind}${String(spread(index, seed)).padStart(8, '0')}${String((index * 37) % 10_000).padStart(4, '0')}`;
  return body + luhnDigit(body);
}

function luhnDigit(body: string): number {
  let sum = 0;
  for (let at = 0; at < body.length; at++) {
    const digit = Number(body[body.length - 1 - at]) * (at % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return (10 - (sum % 10)) % 10;
}

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** @param birth YYYYMMDD. The place is one of 99: nobody has such a number. */
export function idNoOf(birth: string, sex: 'f' | 'm', chance: Chance): string {
  const place = `9901${String(chance.whole(1, 99)).padStart(2, '0')}`;
  const order = String(chance.whole(0, 499) * 2 + (sex === 'm' ? 1 : 0)).padStart(3, '0');
  const body = place + birth + order;
  const sum = idWeights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + '10X98765432'[sum % 11];
}

/** From abroad, out of the ranges set apart for fiction. */
export function foreignNumber(chance: Chance): string {
  return chance.pick([
    () => `+4477009${String(chance.whole(0, 999)).padStart(5, '0')}`,
    () => `00447700900${String(chance.whole(0, 999)).padStart(3, '0')}`,
    () => `+1202555${String(chance.whole(100, 199)).padStart(4, '0')}`,
    () => `0012025550${chance.whole(100, 199)}`,
    () => `+614915701${chance.pick(['56', '57', '58', '59'])}`,
  ])();
}

/** Dressed up as a public service: several zeros, or a country code before it. */
export function spoofedNumber(chance: Chance): string {
  return chance.pick(['+0096110', '+00110', '0008596110', '00085295001', '+8600110', '+000110'] as const);
}

/** A service port of a bank, an operator or a courier, as messages carry it. */
export const portNumber = (chance: Chance): string => `10690${chance.whole(100_000, 999_999)}`;
