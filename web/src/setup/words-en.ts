import type { SameWords } from '../i18n/index.ts';
import type { words as zh } from './words-zh.ts';

export const words: SameWords<typeof zh> = {
  title: 'First set-up',
  intro: 'Done once, at the first start. About three minutes.',
  step: 'Step {{at}} of {{of}}',
  steps: {
    code: 'Set-up code',
    county: 'County',
    center: 'The centre',
    accounts: 'Three accounts',
    done: 'Done',
  },
  code: {
    label: 'Set-up code',
    hint: 'The window in which Lanzha was started printed a line with a set-up code. Only those who see that window can go on.',
    missing: 'Type the set-up code printed in the start window.',
  },
  county: {
    search: 'Find by name or code',
    searchHint: 'For example 昭阳区 or 530602.',
    none: 'No such county found. Spell it differently, or choose step by step below.',
    found: 'Found',
    province: 'Province',
    city: 'City or prefecture',
    county: 'County or district',
    choose: 'Choose',
    missing: 'Choose down to the county.',
    chosen: 'Chosen: {{name}} ({{code}})',
  },
  beside: {
    title: 'Look around first: open the drill district',
    text: 'An invented county: 12 towns, every role, nine days of warnings and how they were worked, and new signals all the time. It lives in a folder of its own, apart from your centre’s data; you can come back and set up at any time.',
    open: 'Open the drill district',
    making: 'Making the drill district, {{percent}}% done…',
    ready: 'The drill district is open: go in',
    failed: 'The drill district could not be made; the console says why. You may try again.',
    elsewhere:
      'This computer serves others: open the drill in its console with lanzha serve --drill --live --data another-folder.',
  },
  center: {
    name: 'Name of the centre',
    nameHint: 'Appears on pages, briefs and documents.',
    nameDefault: '{{county}}反诈中心',
    missing: 'Type a name of 2 to 60 characters.',
    stations: 'Create one police station for each town',
    stationsHint: 'Warnings need a unit to go to. You can change them later under Units and people.',
  },
  accounts: {
    admin: 'System administrator',
    adminHint: 'Keeps accounts and configuration; sees no warnings.',
    security: 'Security administrator',
    securityHint:
      'Answers for rights and parameters: agrees to the roles the system administrator asks for, so it is somebody else.',
    officer: 'First duty officer',
    officerHint: 'Signs for, contacts and closes warnings at the desk.',
    name: 'Name',
    username: 'User name',
    password: 'Password',
    missingName: 'Type the name.',
    same: 'Each account needs its own user name.',
  },
  refused: {
    code: 'That is not the set-up code. Take the last one printed; capitals and hyphens do not matter.',
    county: 'There is no county with this code. Choose again.',
    username: 'Each account needs its own user name.',
    weak: 'This password is too weak. Choose another.',
  },
  submit: 'Finish set-up',
  already: 'Somebody else has finished the set-up. Please sign in.',
  done: {
    title: 'Set-up is finished',
    body: '{{center}} can begin to work. What comes next:',
    first:
      '{{officer}} signs in as duty officer, opens Warnings and connects the first signal as the page explains.',
    second:
      '{{admin}} signs in as system administrator and opens accounts under Units and people; their roles count once {{security}} has agreed under Approvals.',
    third: 'Hand each password to its owner in person; do not leave them in a chat.',
    go: 'Sign in',
  },
};
