import type { SameWords } from '../i18n/index.ts';
import type { words as zh } from './words-zh.ts';

export const words: SameWords<typeof zh> = {
  room: 'Rights',
  title: 'Who may do what, and why?',
  intro:
    'The role gives the rights, unit and place the scope; a single warning may be lent. The three administrators exclude each other and every other role.',
  print: 'Print',
  filter: 'Filter',
  role: 'Role',
  act: 'Right',
  person: 'Person',
  personHint: 'Name or unit',
  unit: 'Unit',
  all: 'All',
  grid: 'Roles and rights',
  may: 'may',
  mayNot: 'may not',
  reasons: 'Reasons',
  people: '{{count}} people',
  reach: {
    place: 'Scope: its place when in a centre or bureau, else its unit and those below.',
    unit: 'Scope: its unit and those below.',
    nothing: 'Scope: only single warnings that are lent.',
    none: 'Scope: no warnings at all.',
  },
  excludesAll: ' Cannot be held with any other role.',
  excludesThree: ' Cannot be held with an administrator’s role.',
  nothing: 'No rights in the work',
  who: 'Who may do this here',
  count: '{{count}} people',
  sees: {
    title: 'Sees',
    place: 'all of {{place}}',
    units: '{{units}}',
    lent: '{{count}} lent',
    nothing: 'no data of the work',
  },
  nobody: 'Nobody',
  nobodyWhy: 'No person fits. Try another role, right or name.',
};
