import type { SameWords } from '../i18n/index.ts';
import type { words as zh } from './words-zh.ts';

export const words: SameWords<typeof zh> = {
  skip: 'Skip to the content',
  rooms: 'Rooms',
  more: 'More',
  moreRooms: 'More rooms',
  menu: 'Open the menu',
  me: 'Me',
  signOut: 'Sign out',
  stillIn: 'You are still signed in. ',
  account: 'Sign-in and security',
  changePassword: 'Change password',
  factorDue: 'Turn on your sign-in code, days left: {{count}}',
  last: {
    was: 'Last sign-in: {{at}} from {{address}}.',
    failures:
      'Failed attempts since then: {{count}}. If that was not you, change your password and tell the system administrator.',
  },
  idle: {
    title: 'Are you still there?',
    why: 'Nothing was done for a while. You are signed out in {{count}} seconds.',
    goOn: 'Go on working',
    absoluteTitle: 'Your session is about to end',
    absolute:
      'This session has lasted as long as it may and ends in {{count}} seconds. Save what you have at hand; after signing in again you return to this page.',
    heard: 'I see',
  },
  noRoom: 'Your role has no work to open yet. Ask the system administrator.',
  noRoomTitle: 'Nothing to open yet',
  searchClear: 'Clear the search',
  identifier:
    'Whole phone, identity and account numbers stay out of addresses and logs, so they cannot be searched here. Use a warning number, a unit or a subject.',
  identifierFind:
    'Press Enter to find this number. It goes into no address and no log; the search is recorded.',
  keys: {
    title: 'Keyboard',
    open: 'Keyboard help',
    list: 'List',
    act: 'The open warning',
    other: 'Elsewhere',
    next: 'Next',
    previous: 'Previous',
    number: 'Type a number to go to that warning',
    news: 'Take new warnings in, put done ones away',
    search: 'Search',
    notices: 'Open notices',
    help: 'Open this help',
    escape: 'Close the panel, keeping what was typed',
    sign: 'Sign for it',
    contact: 'Contact',
    meet: 'Meet',
    close: 'Close',
    assign: 'Assign',
    transfer: 'Transfer',
    reopen: 'Reopen',
    undo: 'Undo the last step (10 seconds)',
    or: 'or',
    digits: 'digits',
    five: 'A middle or low warning takes five keys: S sign → C contact → Enter for "reached by call" → E close → Enter for "dissuaded". High ones are met first; closing without meeting needs the reason.',
  },
};
