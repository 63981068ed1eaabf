import type { Param } from '@lanzha/contract';

/** Which heading a parameter stands under, by the room its code begins with. */
const groups = {
  warning: ['warning', 'clock', 'episode', 'follow_up', 'review', 'zeroing'],
  scoring: ['scoring'],
  signal: ['signal', 'subject', 'retention', 'search'],
  session: ['session', 'signin', 'password'],
  approval: ['approval', 'keys'],
  office: ['shift', 'staff', 'loans'],
  audit: ['audit'],
  notify: ['notify'],
  files: ['files'],
  other: [],
} as const;
export type Group = keyof typeof groups;

const order = Object.keys(groups) as Group[];

/** What matches, under its headings in the order of the page; empty headings are left out. */
export const grouped = (params: readonly Param[]): { group: Group; params: Param[] }[] => {
  const groupOf = ({ code }: Param): Group => {
    const [room = ''] = code.split('.');
    return order.find((one) => (groups[one] as readonly string[]).includes(room)) ?? 'other';
  };
  const byGroup = Map.groupBy(params, groupOf);
  return order.flatMap((group) => {
    const found = byGroup.get(group);
    return found === undefined ? [] : [{ group, params: found }];
  });
};

/** Name in any language, code or basis holds what is typed. */
export const matches = ({ code, meaning, current }: Param, q: string): boolean =>
  [code, meaning?.zh ?? '', meaning?.en ?? '', current.legalBasis, current.certainty].some((text) =>
    text.toLowerCase().includes(q.toLowerCase()),
  );
