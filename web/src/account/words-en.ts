import type { SameWords } from '../i18n/index.ts';
import type { words as zh } from './words-zh.ts';

export const words: SameWords<typeof zh> = {
  title: 'Sign-in and security',
  last: {
    first: 'This is your first sign-in.',
    was: 'Last sign-in: {{at}} from {{address}}.',
    failures:
      'Failed attempts since then: {{count}}. If that was not you, change your password and tell the system administrator.',
  },
  factor: {
    title: 'Sign-in code',
    on: 'On',
    off: 'Off',
    about: 'Signing in takes your password and a code of your telephone. Recovery codes left: {{count}}.',
    none: 'When it is on, signing in also takes a code of your telephone: a stolen password is not enough.',
    few: 'Recovery codes are running out. Make a new set and keep it safe.',
    enrol: 'Turn on the sign-in code',
    renew: 'New recovery codes',
    renewWhy: 'All former recovery codes stop working.',
    remove: 'Turn off the sign-in code',
    removeWhy: 'The password alone will do. Your other devices are signed out.',
    removeRequired:
      'Your role needs a sign-in code: after turning it off you must turn it on anew before you can go on. Do this for a new telephone.',
    saved: 'I have kept them',
  },
  sessions: {
    title: 'Where you are signed in',
    about: 'If you do not know one of these, sign it out and change your password.',
    count: 'Sessions: {{count}}',
    device: 'Device',
    unknown: 'Unknown device',
    address: 'Address',
    since: 'Signed in',
    lastSeen: 'Last used',
    act: 'Acts',
    current: 'This one',
    end: 'Sign out',
    endOthers: 'Sign out everywhere else',
    othersEnded: 'Signed out: {{count}}.',
  },
};
