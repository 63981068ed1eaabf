/**
 * Who may do what with a warning, told a second time from practice.md (People, W3, W9, D3, D6, S13) and rules.md (§10.2,
 * §10.3) alone. Nothing here comes from the product: places are a tree of parents, not prefixes; units are climbed upwards,
 * not listed downwards. What differs from the product is a fault of one of the two.
 */
export interface County {
  /** Parent of each place; the topmost has none. */
  readonly places: ReadonlyMap<string, string | null>;
  readonly units: ReadonlyMap<
    string,
    { readonly kind: string; readonly place: string; readonly above: string | null }
  >;
}
export interface Somebody {
  readonly id: string;
  readonly roles: readonly string[];
  readonly unit: string;
}
export interface Something {
  readonly id: string;
  readonly place: string;
  readonly unit: string;
}
export interface Lending {
  readonly warning: string;
  readonly borrower: string;
  readonly purpose: 'read' | 'contact';
  readonly runs: boolean;
}

export const deeds = [
  'get',
  'files',
  'sign',
  'contact',
  'meet',
  'close',
  'pause',
  'assign',
  'transfer',
  'reveal.phone',
  'reveal.idNo',
  'lend',
] as const;
export type Deed = (typeof deeds)[number];
/** `no`: not for this role. `absent`: as if it were not there. `may`: the deed is looked at, whatever comes of it. */
export type Verdict = 'no' | 'absent' | 'may';

type Power = '看' | '办' | '派' | '明文' | '查' | '借';
const powers: Readonly<Record<string, readonly Power[]>> = {
  duty_officer: ['看', '办', '派', '明文', '查', '借'],
  analyst: ['看', '明文', '查'],
  station_officer: ['看', '办', '明文', '查'],
  grid_worker: ['看', '办', '明文'],
  leader: ['看', '借'],
  member_liaison: ['看'],
  school_contact: ['看'],
  court_staff: ['看'],
  procuratorate_staff: ['看'],
};
const needed: Readonly<Record<Deed, Power>> = {
  get: '看',
  files: '看',
  sign: '办',
  contact: '办',
  meet: '办',
  close: '办',
  pause: '办',
  assign: '派',
  transfer: '派',
  'reveal.phone': '明文',
  'reveal.idNo': '明文',
  lend: '借',
};
const desks = ['anti_fraud_center', 'police_bureau', 'command_center'];
const ofTheDesk = ['duty_officer', 'analyst', 'leader'];
const ofAUnit = ['station_officer', 'grid_worker'];

export const has = (who: Somebody, power: Power): boolean =>
  who.roles.some((role) => powers[role]?.includes(power) ?? false);

/** Whether it is the person's own business by place or by unit. */
export function owns(county: County, who: Somebody, what: Something): boolean {
  const own = county.units.get(who.unit);
  if (own === undefined) return false;
  const atADesk = desks.includes(own.kind);
  return who.roles.some((role) => {
    if (ofTheDesk.includes(role) && atADesk)
      return climbs(what.place, own.place, (p) => county.places.get(p) ?? null);
    if (ofAUnit.includes(role) || ofTheDesk.includes(role))
      return climbs(what.unit, who.unit, (u) => county.units.get(u)?.above ?? null);
    return false;
  });
}

function climbs(from: string, to: string, above: (id: string) => string | null): boolean {
  for (let at: string | null = from; at !== null; at = above(at)) if (at === to) return true;
  return false;
}

const lentFor = (loans: readonly Lending[], who: Somebody, what: Something) =>
  loans
    .filter((loan) => loan.runs && loan.borrower === who.id && loan.warning === what.id)
    .map(({ purpose }) => purpose);

export function sees(county: County, loans: readonly Lending[], who: Somebody, what: Something): boolean {
  return has(who, '看') && (owns(county, who, what) || lentFor(loans, who, what).length > 0);
}

export function verdict(
  county: County,
  loans: readonly Lending[],
  who: Somebody,
  deed: Deed,
  what: Something,
): Verdict {
  // Attachments are no room of their own: who may not read the warning hears of none.
  if (!has(who, needed[deed])) return deed === 'files' ? 'absent' : 'no';
  if (owns(county, who, what)) return 'may';
  const purposes = lentFor(loans, who, what);
  if (purposes.length === 0) return 'absent';
  if (deed === 'get' || deed === 'files') return 'may';
  if (!purposes.includes('contact')) return 'absent';
  if (deed === 'contact' || deed === 'meet' || deed === 'reveal.phone') return 'may';
  return deed === 'sign' || deed === 'close' || deed === 'assign' || deed === 'transfer' ? 'no' : 'absent';
}
