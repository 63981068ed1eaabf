import type { SameWords } from '../i18n/index.ts';
import type { words as zh } from './words-zh.ts';

export const words: SameWords<typeof zh> = {
  room: 'Drill',
  title: 'How is the drill going?',
  failed: 'The state of the drill could not be read',
  still: 'The drill is not running',
  stillHint:
    'Its history is all there to practise on. For new signals, start with lanzha serve --drill --live.',
  loading: 'Reading the state of the drill',
  time: 'Time and pace',
  storyAt: 'The story has come to {{at}}.',
  sent: '{{count}} signals sent since it began.',
  pause: 'Pause',
  run: 'Go on',
  speed: 'Pace',
  times: '× {{speed}}',
  colleagues: 'Colleagues work too',
  colleaguesHint:
    'Where nobody sits, officers of the story sign, call, visit and close, at the pace of the story. What is new at your unit is left to you, and what you have handled nobody else touches.',
  emergencies: 'Emergencies',
  emergenciesHint:
    'Let one happen now and see how the duty officer copes. Its warning comes to the desk like any other.',
  start: 'Let it happen',
  started: 'What has happened',
  startedNone: 'Nothing yet.',
  scoreHint:
    'Afterwards run lanzha drill score in the console: what was found, how soon somebody called, how much money stayed. The truth lies in a file of its own; the system does not know the answers.',
  emergency: {
    branch_elder: {
      title: 'An old man at the counter',
      text: 'A branch reports: he insists on sending his savings to an “officer in charge”.',
    },
    student_sharing: {
      title: 'A student is sharing her screen',
      text: 'After a call from abroad she installed a meeting app and is making one transfer after another.',
    },
    refund_wave: {
      title: 'A wave of refund calls in one town',
      text: 'Within an hour many are called by “customer service”; the numbers belong to one gang.',
    },
    finance_boss: {
      title: 'An accountant in the “boss’s” chat',
      text: 'An accountant is told by the “boss” to pay from the company’s account.',
    },
  },
  tour: {
    title: 'Five minutes',
    at: 'Step {{at}} of {{of}}',
    close: 'Not now',
    again: 'Take the tour',
    back: 'Back',
    next: 'Next',
    there: 'Take me there',
    finish: 'Got it',
    steps: {
      desk: {
        title: 'Who must be called at once?',
        text: 'This is the duty desk. The most urgent stands on top; each line says who, what and how long is left. Choose one with the arrow keys.',
      },
      why: {
        title: 'Why this person?',
        text: 'The reasons stand on the right, ready to be read aloud. A score only sends people to work; it blocks nobody’s card. Identities are masked until you give a reason.',
      },
      sign: {
        title: 'Take it',
        text: 'Press S: now it is yours, and the clock goes on. What is overdue goes up a level; the page says to whom.',
      },
      contact: {
        title: 'Call, and note it down',
        text: 'Press C: how you called, whether you got through, what was said. Attempts that fail count as well.',
      },
      end: {
        title: 'Bring it to an end',
        text: 'Press E: talked out of it, already cheated, not a match … each end asks for what belongs to it. Already cheated leads straight to what a stop-payment needs.',
      },
      undo: {
        title: 'A slip of the finger?',
        text: 'A bar below offers to undo what you just did. History keeps both, and nobody can change it.',
      },
      search: {
        title: 'Has this number been seen before?',
        text: 'Search by phone, id, account or name. The number never stands in an address, and every search is recorded.',
      },
      emergency: {
        title: 'Let an emergency happen',
        text: 'On the page “Drill” choose “Let it happen”: seconds later the desk announces a new warning. The list never moves under your hand. (Roles without that page: go on.)',
      },
      roles: {
        title: 'Be somebody else',
        text: 'Sign out: the sign-in page lets you step into other roles. A station sees its own area only, a leader the board, the audit administrator who did what.',
      },
    },
  },
};
